package dev.cortado.layers.initializer;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import dev.cortado.layers.option.Bounds;

/**
 * Uniformly distributed values around 0.
 *
 * @param bound values lie between this and its negative
 */
public record Uniform(double bound) implements DescribedInitializer {

    /** Creates the initializer. */
    public Uniform {
        Bounds.notNegative("uniform", "bound", bound);
    }

    @Override
    public HostTensor initialize(TensorSpec spec, RandomKey key) {
        RandomStream stream = new RandomStream(key);
        HostTensor values = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            values.set(i, stream.nextDouble(-bound, bound));
        }
        return values;
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("uniform").with("bound", bound);
    }
}
