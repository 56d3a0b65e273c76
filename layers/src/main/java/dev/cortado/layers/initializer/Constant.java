package dev.cortado.layers.initializer;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.random.RandomKey;

/**
 * The same value everywhere.
 *
 * @param value the value
 */
public record Constant(double value) implements DescribedInitializer {

    /** Returns the initializer of zeros. */
    public static Constant zeros() {
        return new Constant(0);
    }

    @Override
    public HostTensor initialize(TensorSpec spec, RandomKey key) {
        return HostTensor.filled(spec, value);
    }

    @Override
    public ComponentSpec describe() {
        return equals(zeros())
                ? ComponentSpec.of("zeros")
                : ComponentSpec.of("constant").with("value", value);
    }
}
