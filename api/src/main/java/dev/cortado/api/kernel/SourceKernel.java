package dev.cortado.api.kernel;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * A kernel in OpenCL C, prepared for certain shapes.
 *
 * <p>The function {@link #entry} takes one global pointer per operand, then per result, each followed by its first
 * element's index as an int, and then {@link #arguments}.
 *
 * @param source the source of the program; equal sources are compiled once
 * @param entry the name of the kernel function
 * @param arguments further int or float arguments, as {@link Integer} or {@link Float}
 * @param globalSize work items per dimension, one to three
 * @param localSize work items per group and dimension; empty to let the driver choose
 */
@Stability.Experimental
public record SourceKernel(
        String source, String entry, List<Number> arguments, List<Long> globalSize, List<Long> localSize) {

    /**
     * Creates a kernel; lists are copied.
     *
     * @throws IllegalArgumentException if an argument is neither an Integer nor a Float
     */
    public SourceKernel {
        arguments = List.copyOf(arguments);
        for (Number argument : arguments) {
            if (!(argument instanceof Integer) && !(argument instanceof Float)) {
                throw new IllegalArgumentException("kernel " + entry + ": argument " + argument + " is a "
                        + argument.getClass().getSimpleName() + ", and only Integer and Float are passed on");
            }
        }
        globalSize = List.copyOf(globalSize);
        localSize = List.copyOf(localSize);
    }

    /** Prepares kernels for operations. */
    @FunctionalInterface
    public interface Factory {

        /** Prepares a kernel; empty if this factory has none for the operation and specs. */
        Optional<SourceKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs);
    }
}
