package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import java.util.List;

/** An operation that gives its own gradient in terms of other operations. */
@Stability.Stable
public interface Differentiable extends Op {

    /**
     * Returns the gradient of the loss with respect to each operand (reverse mode, the vector-Jacobian product).
     *
     * <p>Prefer the outputs over the inputs where both serve, because that frees memory earlier.
     *
     * @param backward operands, results and the gradients that arrive at the results
     * @return exactly one entry per operand; null where the gradient is zero everywhere or {@link Backward#needs} is false
     *     (so build the list with {@link java.util.Arrays#asList}; {@link List#of} refuses null)
     */
    List<Tensor> gradient(Backward backward);
}
