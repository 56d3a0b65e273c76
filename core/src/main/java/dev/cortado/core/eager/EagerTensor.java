package dev.cortado.core.eager;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;

/** Numbers to compute with at once. */
record EagerTensor(EagerScope scope, HostTensor numbers) implements Tensor {

    @Override
    public TensorSpec spec() {
        return numbers.spec();
    }

    @Override
    public HostTensor value() {
        return numbers.copy();
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
