package dev.cortado.api.kernel;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * A kernel over Java arrays, prepared for certain shapes: pure, and split into tiles.
 *
 * <p>The work has one or more phases. Within a phase tiles may run in any order and on any thread; each writes its own part
 * of the results (or of the workspace) alone. A phase starts when the one before has ended. The number of tiles depends on
 * shapes alone, and a tile's result on nothing but its index, so that results never depend on the number of threads.
 *
 * <p>Operands may be the same memory. Where {@link #inPlace} allows a result to take an operand's memory, a tile may read of
 * that operand only the elements that it writes itself. Truth values are bytes 0 and 1.
 */
@Stability.Experimental
public interface HostKernel {

    /** Prepares kernels for operations. */
    @FunctionalInterface
    interface Factory {

        /**
         * Prepares a kernel, checking everything and computing the geometry once.
         *
         * @param op the operation
         * @param inputs specs of the operands
         * @param outputs specs of the results
         * @param target the machine
         * @return empty if this factory has no kernel for them
         */
        Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target);
    }

    /** Returns the number of phases, at least 1. */
    default int phases() {
        return 1;
    }

    /** Returns the number of tiles of a phase; 0 means nothing to do. */
    int tiles(int phase);

    /**
     * Returns roughly how many nanoseconds a phase takes on one thread; small phases run on one thread alone.
     *
     * <p>Affects speed, never results.
     */
    default long nanoseconds(int phase) {
        return Long.MAX_VALUE;
    }

    /** Returns temporary tensors that all threads share; their content is arbitrary at the start. */
    default List<TensorSpec> workspace() {
        return List.of();
    }

    /**
     * Returns how many phases, from the first on, only fill the workspace, and read {@link #preparedFrom} alone. If there are
     * any, later phases do not write to the workspace.
     */
    default int preparingPhases() {
        return 0;
    }

    /** Returns the operands that preparing phases read; see {@link dev.cortado.api.backend.OpKernel#preparedFrom}. */
    default List<Integer> preparedFrom() {
        return List.of();
    }

    /** Returns which operand's memory a result may take, or -1; see {@link dev.cortado.api.backend.OpKernel#inPlace}. */
    default int inPlace(int output) {
        return -1;
    }

    /** Returns how exact the algorithm is; by default as usual for the operation. */
    default Accuracy accuracy() {
        return Accuracy.USUAL;
    }

    /** Returns a short name of the algorithm for plans and profiles. */
    default String description() {
        return getClass().getSimpleName();
    }

    /**
     * Runs some tiles; allocates nothing in steady state.
     *
     * @param frame where operands, results and workspace lie
     * @param phase from 0 to {@code phases() - 1}
     * @param from the first tile
     * @param to the tile after the last
     * @param scratch memory of the running thread
     */
    void run(HostFrame frame, int phase, int from, int to, HostScratch scratch);
}
