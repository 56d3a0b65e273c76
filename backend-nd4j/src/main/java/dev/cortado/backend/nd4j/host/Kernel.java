package dev.cortado.backend.nd4j.host;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * How an operation is computed for certain shapes.
 *
 * @param description a short name of the algorithm
 * @param workspace the temporary tensors of a run
 * @param inPlace the operand that the results may overwrite, or -1
 * @param binding ties it to memory
 */
public record Kernel(String description, List<TensorSpec> workspace, int inPlace, Binding binding) {

    /** Ties a kernel to memory. */
    @FunctionalInterface
    public interface Binding {

        /** Returns what computes the results anew each time it runs. */
        Runnable bind(List<Region> inputs, List<Region> outputs, List<Region> workspace);
    }

    /** Prepares kernels for operations. */
    @FunctionalInterface
    public interface Factory {

        /** Returns a kernel; empty if there is none for these operands. */
        Optional<Kernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs);
    }

    /** Returns a kernel that loops in Java over memory outside of the heap. */
    public static Kernel hostLoop(String what, Binding binding) {
        return new Kernel("host loop: " + what, List.of(), -1, binding);
    }

    /** Returns a kernel of an operation of ND4J. */
    public static Kernel nd4j(String operation, Binding binding) {
        return new Kernel("nd4j " + operation, List.of(), -1, binding);
    }

    /** Returns this kernel with temporary tensors. */
    public Kernel withWorkspace(List<TensorSpec> specs) {
        return new Kernel(description, specs, inPlace, binding);
    }

    /** Returns this kernel with the right to overwrite an operand. */
    public Kernel overwriting(int operand) {
        return new Kernel(description, workspace, operand, binding);
    }
}
