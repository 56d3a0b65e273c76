package dev.cortado.layers.initializer;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.Locale;

/**
 * Random weights whose spread follows from how many elements each output sums over, so that signals keep their size.
 *
 * <p>Weights are {@code [out, in, kernel...]}: the fan-in is {@code in} times the kernel's size, the fan-out {@code out}
 * times it. Of a vector both are its size. Values are drawn in row-major order, computed in float64 and rounded.
 */
public enum FanInitializer implements DescribedInitializer {
    /** Normal with variance 2 / fan-in, for rectifiers (He et al. 2015, arXiv:1502.01852). */
    HE_NORMAL(true, true),
    /** Uniform with variance 2 / fan-in, for rectifiers (He et al. 2015, arXiv:1502.01852). */
    HE_UNIFORM(true, false),
    /** Normal with variance 2 / (fan-in + fan-out), for tanh and sigmoid (Glorot and Bengio 2010). */
    GLOROT_NORMAL(false, true),
    /** Uniform with variance 2 / (fan-in + fan-out), for tanh and sigmoid (Glorot and Bengio 2010). */
    GLOROT_UNIFORM(false, false);

    private final boolean he;
    private final boolean normal;

    FanInitializer(boolean he, boolean normal) {
        this.he = he;
        this.normal = normal;
    }

    @Override
    public HostTensor initialize(TensorSpec spec, RandomKey key) {
        RandomStream stream = new RandomStream(key);
        // Math.sqrt is exactly rounded everywhere
        double deviation = Math.sqrt(variance(spec.shape()));
        double bound = Math.sqrt(3) * deviation;
        HostTensor values = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            values.set(i, normal ? deviation * stream.nextGaussian() : stream.nextDouble(-bound, bound));
        }
        return values;
    }

    private double variance(Shape shape) {
        double in = shape.rank() == 0 ? 1 : shape.elements(Math.min(1, shape.rank() - 1), shape.rank());
        double out = shape.rank() < 2 ? in : (double) shape.size(0) * shape.elements(2, shape.rank());
        return 2 / Math.max(1, he ? in : in + out);
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of(name().toLowerCase(Locale.ROOT));
    }
}
