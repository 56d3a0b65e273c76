package dev.cortado.conformance.oracle;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;

/**
 * What a tensor should be: its value in float64, and how far rounding may carry each element away.
 *
 * @param scope the oracle that made it
 * @param spec the type and shape that it has in the program that is checked
 * @param wide its value; float64 where the type is a floating one
 * @param slack per element the largest error allowed, in units of the type's epsilon; null where it must be exact
 */
record Estimate(TensorScope scope, TensorSpec spec, HostTensor wide, HostTensor slack) implements Tensor {

    @Override
    public HostTensor value() {
        return wide;
    }

    /** Returns the slack of one element. */
    double slack(int index) {
        return slack == null ? 0 : slack.get(index);
    }
}
