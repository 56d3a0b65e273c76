package dev.cortado.api.layer;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.random.RandomKey;

/** Makes the values that a parameter starts with: on the host, once, and equal for every backend. */
@FunctionalInterface
@Stability.Stable
public interface Initializer {

    /**
     * Returns the starting values.
     *
     * @param spec type and shape; weights are {@code [out, in, ...]}
     * @param key depends on the session's seed and the parameter's path
     */
    HostTensor initialize(TensorSpec spec, RandomKey key);

    /** Returns an initializer that sets every element to one value. */
    static Initializer constant(double value) {
        return (spec, key) -> HostTensor.filled(spec, value);
    }
}
