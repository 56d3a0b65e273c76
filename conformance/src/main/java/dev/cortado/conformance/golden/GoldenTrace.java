package dev.cortado.conformance.golden;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.core.trace.GraphBuilder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A case while it is expressed with operations: its options, and its tensors as they enter a graph. */
final class GoldenTrace {

    private final GoldenCase golden;
    private final DType floatType;
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<String, Tensor> inputs = new LinkedHashMap<>();
    private final Map<String, HostTensor> values = new LinkedHashMap<>();

    GoldenTrace(GoldenCase golden, DType floatType) {
        this.golden = golden;
        this.floatType = floatType;
    }

    GoldenCase golden() {
        return golden;
    }

    GraphBuilder builder() {
        return builder;
    }

    /** Returns a tensor that the case gives; whole numbers as int32. */
    Tensor tensor(String name) {
        return inputs.computeIfAbsent(name, key -> {
            HostTensor value = golden.tensor(key);
            HostTensor entering = value.cast(value.dtype() == DType.INT64 ? DType.INT32 : floatType);
            values.put(key, entering);
            return builder.input(key, entering.spec());
        });
    }

    boolean has(String name) {
        return golden.tensors().containsKey(name);
    }

    /** Returns the tensors that entered, by name. */
    Map<String, Tensor> inputs() {
        return inputs;
    }

    /** Returns the values that enter, by name. */
    Map<String, HostTensor> values() {
        return values;
    }

    /** Returns a number among the options. */
    double number(String attribute) {
        return (Double) golden.attributes().get(attribute);
    }

    /** Returns a text among the options; empty if it is absent. */
    String text(String attribute) {
        Object value = golden.attributes().get(attribute);
        return value == null ? "" : String.valueOf(value);
    }

    /** Returns whole numbers, or a number of equal ones if the option is absent. */
    int[] integers(String attribute, int count, int otherwise) {
        if (golden.attributes().get(attribute) instanceof List<?>) {
            return golden.integers(attribute);
        }
        int[] numbers = new int[count];
        Arrays.fill(numbers, otherwise);
        return numbers;
    }

    /** Refuses options for which there is no operation. */
    void require(boolean known, String reason) {
        if (!known) {
            throw new Unmapped(reason);
        }
    }
}
