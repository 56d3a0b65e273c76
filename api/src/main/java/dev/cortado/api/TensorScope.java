package dev.cortado.api;

import dev.cortado.api.op.Op;
import java.util.List;

/**
 * Applies operations to tensors: by recording them into a graph, or by running them at once. Implemented by Cortado alone;
 * new methods may appear.
 */
@Stability.Stable
public interface TensorScope {

    /**
     * Applies an operation.
     *
     * @param op what to compute
     * @param inputs the operands, all of this scope
     * @return the results
     * @throws ShapeException if the operands do not fit
     */
    List<Tensor> apply(Op op, List<Tensor> inputs);
}
