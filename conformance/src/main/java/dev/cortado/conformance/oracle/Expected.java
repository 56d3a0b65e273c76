package dev.cortado.conformance.oracle;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.util.Optional;

/**
 * What a result should be.
 *
 * @param spec the type and shape that it should have
 * @param wide its value, in float64 where the type is a floating one
 * @param slack per element the largest error allowed, in units of the type's epsilon; empty where it must be exact
 */
public record Expected(TensorSpec spec, HostTensor wide, Optional<HostTensor> slack) {

    /** Returns the largest error of an element, in units of the type's epsilon. */
    public double slack(int index) {
        return slack.map(tensor -> tensor.get(index)).orElse(0.0);
    }
}
