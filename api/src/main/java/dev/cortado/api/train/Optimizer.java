package dev.cortado.api.train;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;

/** A rule by which parameters follow their gradients; immutable, its memory lives in slots. */
@Stability.Stable
public interface Optimizer {

    /**
     * Returns the next value of a parameter.
     *
     * @param context learning rate, step and slots of this parameter
     * @param parameter its present value
     * @param gradient the gradient of the loss with respect to it
     */
    Tensor update(OptimizerContext context, Tensor parameter, Tensor gradient);
}
