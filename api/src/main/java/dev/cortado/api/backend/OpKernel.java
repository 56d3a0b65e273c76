package dev.cortado.api.backend;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import java.util.List;

/** A kernel prepared for one operation and certain shapes. */
@Stability.Experimental
public interface OpKernel {

    /** Returns the temporary tensors that a run needs; core plans them into shared memory. */
    default List<TensorSpec> workspace() {
        return List.of();
    }

    /**
     * Returns the operands that alone decide what a run leaves in the workspace, if a later run can use it again: packed
     * weights, for instance.
     *
     * <p>Where these operands are variables or constants that a program does not change, core gives the workspace memory of
     * its own and calls {@link Invocation#runPrepared} as long as their values stay the same. So all of the workspace must be
     * what these operands decide, and nothing that a prepared run writes.
     *
     * @return indices of operands; empty if every run starts with a workspace of arbitrary content
     */
    default List<Integer> preparedFrom() {
        return List.of();
    }

    /**
     * Returns which operand a result may overwrite.
     *
     * @param output index of the result
     * @return index of an operand of the same type and size whose memory the result may take; -1 if none
     */
    default int inPlace(int output) {
        return -1;
    }

    /** Returns a short name of the algorithm for plans and profiles, such as {@code packed 6x64}. */
    default String description() {
        return "kernel";
    }

    /** Returns how exact the algorithm is; by default as usual for the operation. */
    default Accuracy accuracy() {
        return Accuracy.USUAL;
    }

    /** Tells whether a foreign engine runs it as a whole, so that plans and profiles cannot look inside. */
    default boolean opaque() {
        return false;
    }

    /**
     * Ties the kernel to memory, so that a run has nothing left to decide or allocate.
     *
     * <p>Called again when the memory of a program moves; several bindings of one kernel may exist, and are run one at a time.
     *
     * @param inputs where the operands lie
     * @param outputs where the results go
     * @param workspace memory for {@link #workspace()}, with arbitrary content
     */
    Invocation bind(List<BufferView> inputs, List<BufferView> outputs, List<BufferView> workspace);
}
