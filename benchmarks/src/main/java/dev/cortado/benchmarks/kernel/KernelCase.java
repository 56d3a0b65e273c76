package dev.cortado.benchmarks.kernel;

import dev.cortado.api.Cost;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;

/**
 * One operation on operands of certain shapes.
 *
 * @param name what it is called in tables
 * @param op the operation
 * @param inputs specs of the operands
 * @param limit what it cannot exceed
 */
record KernelCase(String name, Op op, List<TensorSpec> inputs, Limit limit) {

    /** What binds a kernel. */
    enum Limit {
        /** Multiply-adds per second: matrix products and dense convolutions. */
        ARITHMETIC,
        /** Bytes per second from and to caches or memory: everything else. */
        BANDWIDTH
    }

    /** Returns operations and bytes of one run. */
    Cost cost() {
        return op.cost(inputs, op.infer(inputs));
    }
}
