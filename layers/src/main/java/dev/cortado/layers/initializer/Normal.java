package dev.cortado.layers.initializer;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import dev.cortado.layers.option.Bounds;

/**
 * Normally distributed values around 0.
 *
 * @param deviation the standard deviation
 */
public record Normal(double deviation) implements DescribedInitializer {

    /** Creates the initializer. */
    public Normal {
        Bounds.notNegative("normal", "deviation", deviation);
    }

    @Override
    public HostTensor initialize(TensorSpec spec, RandomKey key) {
        RandomStream stream = new RandomStream(key);
        HostTensor values = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            values.set(i, deviation * stream.nextGaussian());
        }
        return values;
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("normal").with("deviation", deviation);
    }
}
