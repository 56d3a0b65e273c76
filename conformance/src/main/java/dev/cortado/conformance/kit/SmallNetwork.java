package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Samples;
import dev.cortado.core.differentiate.Differentiator;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whole training steps of small networks: what lowering fuses and planning shares memory for.
 *
 * @param name what it is
 * @param graph the step
 * @param inputs what it takes
 * @param state what its variables start with
 */
record SmallNetwork(String name, Graph graph, Map<String, HostTensor> inputs, Map<String, HostTensor> state) {

    private static final double RATE = 0.05;

    static List<SmallNetwork> all(long seed) {
        return List.of(
                new Builder("convolution, bias, relu, pooling, linear, cross-entropy, sgd with momentum", seed)
                        .classifier(),
                new Builder("batch normalization, leaky relu, dropout, average, squared error, sgd", seed).normalized(),
                new Builder("elementwise chains, residual, sigmoid, softmax, sgd", seed).chains());
    }

    /** Traces one step. */
    private static final class Builder {

        private final String name;
        private final Samples samples;
        private final GraphBuilder graph = new GraphBuilder();
        private final Map<String, HostTensor> inputs = new LinkedHashMap<>();
        private final Map<String, HostTensor> state = new LinkedHashMap<>();
        private final List<Variable> parameters = new ArrayList<>();

        Builder(String name, long seed) {
            this.name = name;
            this.samples = new Samples(50 + seed);
        }

        private Tensor input(String path, HostTensor value) {
            inputs.put(path, value);
            return graph.input(path, value.spec());
        }

        private Tensor floats(String path, int... sizes) {
            return input(path, samples.distinct(sizes).cast(DType.FLOAT32));
        }

        private Tensor parameter(String path, double scale, int... sizes) {
            return read(path, true, samples.distinctUpTo(scale, sizes).cast(DType.FLOAT32));
        }

        private Tensor read(String path, boolean trainable, HostTensor value) {
            Variable variable = new Variable(path, value.spec(), trainable);
            state.put(path, value);
            if (trainable) {
                parameters.add(variable);
            }
            return graph.read(variable);
        }

        private static Tensor perChannel(Tensor bias, Tensor x) {
            return x.add(bias.apply(Broadcast.along(1, x.shape())));
        }

        SmallNetwork classifier() {
            Tensor x = floats("images", 3, 2, 9, 8);
            Convolution same = Convolution.of(2).withPadding(new int[] {1, 1}, new int[] {1, 1});
            Tensor y = perChannel(parameter("bias1", 0.3, 5), x.apply(same, parameter("kernel1", 0.5, 5, 2, 3, 3)))
                    .relu();
            y = y.apply(new WindowReduce(WindowReduce.Kind.MAX, Window.of(new int[] {2, 2}, new int[] {2, 2})));
            Convolution strided = Convolution.of(2).withStride(2, 1);
            y = perChannel(parameter("bias2", 0.3, 4), y.apply(strided, parameter("kernel2", 0.4, 4, 5, 2, 2)))
                    .relu();
            y = y.reshape(3, y.shape().elements() / 3);
            Tensor scores =
                    y.matmul(parameter("weight", 0.4, y.shape().size(1), 7)).add(parameter("bias3", 0.2, 7));
            Tensor labels = input("labels", samples.integers(7, 3));
            List<Tensor> loss = graph.apply(new SoftmaxCrossEntropy(0.1), List.of(scores, labels));
            graph.output("probabilities", loss.get(1));
            return step(loss.get(0).mean(), true);
        }

        SmallNetwork normalized() {
            Tensor x = floats("images", 4, 3, 5, 7);
            Tensor y = x.apply(Convolution.of(2), parameter("kernel", 0.5, 6, 3, 2, 2));
            List<Tensor> normal = graph.apply(
                    new BatchNormTraining(1e-3),
                    List.of(y, read("scale", true, samples.positive(6).cast(DType.FLOAT32)), parameter("shift", 1, 6)));
            HostTensor mean = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, 6));
            Tensor running = read("running_mean", false, mean);
            graph.write(
                    new Variable("running_mean", mean.spec(), false),
                    running.multiply(0.9).add(normal.get(1).multiply(0.1)));
            y = normal.get(0).apply(new LeakyRelu(0.1));
            Tensor key = input("key", HostTensor.of(TensorSpec.of(DType.INT64), new long[] {12345}));
            y = y.apply(new Dropout(0.3), key.apply(new RandomBits(y.shape(), 77)));
            Window all = Window.of(new int[] {4, 6}, new int[] {1, 1});
            y = y.apply(new WindowReduce(WindowReduce.Kind.SUM, all)).divide(24).reshape(4, 6);
            Tensor difference = y.subtract(floats("target", 4, 6));
            return step(difference.multiply(difference).mean(), false);
        }

        SmallNetwork chains() {
            Tensor x = floats("x", 5, 13);
            Tensor y =
                    x.multiply(x).negate().exp().multiply(parameter("a", 1, 13)).add(0.25);
            y = y.tanh().add(x.abs().multiply(0.5)).maximum(x.subtract(1));
            y = y.concat(1, x.sigmoid()).transpose(1, 0).reverse(0).transpose(1, 0);
            y = y.matmul(parameter("weight", 0.5, 26, 9)).relu().softmax(1);
            Tensor loss = y.add(0.01).log().multiply(floats("target", 5, 9)).sum();
            return step(loss, false);
        }

        private SmallNetwork step(Tensor loss, boolean momentum) {
            graph.output("loss", loss);
            List<Tensor> values = parameters.stream().map(graph::read).toList();
            List<Tensor> gradients = new Differentiator(graph).gradients(loss, values);
            Tensor norm = null;
            for (int i = 0; i < gradients.size(); i++) {
                Tensor gradient = gradients.get(i);
                Tensor squares = gradient.multiply(gradient).sum();
                norm = norm == null ? squares : norm.add(squares);
                update(parameters.get(i), values.get(i), gradient, momentum);
            }
            graph.output("norm", norm.sqrt());
            return new SmallNetwork(name, graph.build(), inputs, state);
        }

        private void update(Variable variable, Tensor value, Tensor gradient, boolean momentum) {
            Tensor direction = gradient;
            if (momentum) {
                String path = variable.path() + ".momentum";
                direction = read(path, false, HostTensor.zeros(variable.spec()))
                        .multiply(0.9)
                        .add(gradient);
                graph.write(new Variable(path, variable.spec(), false), direction);
            }
            graph.write(variable, value.subtract(direction.multiply(RATE)));
        }
    }
}
