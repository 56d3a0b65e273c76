package dev.cortado.core.trace;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Value;

/** A symbol for a value to come. */
record TracedTensor(GraphBuilder builder, Value symbol) implements Tensor {

    @Override
    public TensorSpec spec() {
        return symbol.spec();
    }

    @Override
    public TensorScope scope() {
        return builder;
    }

    @Override
    public HostTensor value() {
        throw new IllegalStateException("there are no numbers while a network is traced; " + symbol
                + " gets its value when the program runs, so return it as a result, or use eager mode");
    }

    @Override
    public String toString() {
        return symbol.toString();
    }
}
