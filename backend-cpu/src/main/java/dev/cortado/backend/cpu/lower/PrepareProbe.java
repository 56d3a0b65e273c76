package dev.cortado.backend.cpu.lower;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;

/** Tells which operations the backend has a kernel for. */
@FunctionalInterface
public interface PrepareProbe {

    /** Tells whether a kernel can be prepared for an operation and certain shapes. */
    boolean supports(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs);

    /** Tells whether a kernel can be prepared for an operation, whose shape rule gives the results. */
    default boolean supports(Op op, List<TensorSpec> inputs) {
        return supports(op, inputs, op.infer(inputs));
    }
}
