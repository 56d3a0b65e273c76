package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Dropout;
import dev.cortado.conformance.Samples;
import dev.cortado.core.trace.GraphBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Elementwise operations that a backend may join, on more elements than its kernels do at once.
 *
 * @param name what it is
 * @param graph the operations
 * @param inputs what it takes
 */
record LargeChain(String name, Graph graph, Map<String, HostTensor> inputs) {

    private static final int ELEMENTS = 20_011;

    static List<LargeChain> all(long seed) {
        return List.of(
                new Builder("an elementwise chain of 20,011 elements", seed).vector(),
                new Builder("bias, scale and rectifier of 20,013 elements", seed).channels(),
                new Builder("dropout and residual of 20,011 elements", seed).dropout());
    }

    /** Traces one graph. */
    private static final class Builder {

        private final String name;
        private final Samples samples;
        private final GraphBuilder graph = new GraphBuilder();
        private final Map<String, HostTensor> inputs = new LinkedHashMap<>();

        Builder(String name, long seed) {
            this.name = name;
            this.samples = new Samples(90 + seed);
        }

        private Tensor input(HostTensor value) {
            String path = "x" + inputs.size();
            inputs.put(path, value);
            return graph.input(path, value.spec());
        }

        private Tensor floats(int... sizes) {
            return input(samples.distinct(sizes).cast(DType.FLOAT32));
        }

        private LargeChain made() {
            return new LargeChain(name, graph.build(), inputs);
        }

        /** More than a dozen steps, two results. */
        LargeChain vector() {
            Tensor x = floats(ELEMENTS);
            Tensor y = floats(ELEMENTS);
            Tensor sum = x.multiply(y).add(0.25).relu();
            Tensor other = sum.negate().exp().add(x.abs().multiply(0.5)).tanh();
            Tensor least =
                    x.binary(Binary.Kind.LESS, y).select(other, sum.subtract(y)).maximum(y.multiply(0.3));
            graph.output("sum", sum);
            graph.output("least", least.add(x).multiply(other).divide(3));
            return made();
        }

        LargeChain channels() {
            Shape shape = Shape.of(3, 7, 953);
            Tensor x = floats(shape.toArray());
            Tensor scale = floats(7).apply(Broadcast.along(1, shape));
            Tensor bias = floats(7).apply(Broadcast.along(1, shape));
            Tensor row = floats(953).apply(Broadcast.along(2, shape));
            graph.output("y", x.multiply(scale).add(bias).relu().subtract(row));
            return made();
        }

        LargeChain dropout() {
            Tensor x = floats(ELEMENTS);
            Tensor words = input(samples.words(ELEMENTS));
            graph.output("y", x.relu().apply(new Dropout(0.3), words).add(floats(ELEMENTS)));
            return made();
        }
    }
}
