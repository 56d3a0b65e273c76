package dev.cortado.api.train;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;

/** Says how far a prediction is from its target, as a scalar to be made small. */
@Stability.Stable
public interface Loss {

    /**
     * Returns what a target looks like.
     *
     * @param prediction spec of the network's result
     */
    TensorSpec target(TensorSpec prediction);

    /**
     * Returns the mean loss of a batch, a scalar.
     *
     * @param prediction the network's result
     * @param target of the spec that {@link #target} gives
     */
    Tensor loss(Tensor prediction, Tensor target);
}
