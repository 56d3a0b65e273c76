package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.golden.GoldenCase;
import dev.cortado.conformance.golden.GoldenFolder;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Results, gradients and running statistics of layers against PyTorch's, in float64 on the reference backend. */
class GoldenLayersTest {

    private static Optional<GoldenFolder> folder;

    @BeforeAll
    static void find() {
        folder = GoldenFolder.pytorch();
    }

    private static void check(String op, int atLeast, Function<GoldenCase, Layer> layer) {
        Assumptions.assumeTrue(folder.isPresent(), "the test vectors are absent");
        int checked = 0;
        for (GoldenCase golden : folder.get().cases(op)) {
            Layer made = layer.apply(golden);
            if (made != null) {
                compare(golden, made);
                checked++;
            }
        }
        assertThat(checked).as(op).isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void convolution() {
        check(
                "conv2d",
                25,
                golden -> Conv2d.of(golden.integer("out_channels"), pair(golden, "kernel"))
                        .withStride(pair(golden, "stride"))
                        .withDilation(pair(golden, "dilation"))
                        .withGroups(golden.integer("groups"))
                        .withBias(golden.truth("bias"))
                        .withPadding(padding(golden)));
    }

    @Test
    void pooling() {
        check(
                "max_pool2d",
                10,
                golden -> MaxPool2d.of(pair(golden, "kernel"))
                        .withStride(pair(golden, "stride"))
                        .withDilation(pair(golden, "dilation"))
                        .withPadding(padding(golden))
                        .withCeilMode(golden.truth("ceil_mode")));
        check(
                "avg_pool2d",
                6,
                golden -> AvgPool2d.of(pair(golden, "kernel"))
                        .withStride(pair(golden, "stride"))
                        .withPadding(padding(golden))
                        .withCeilMode(golden.truth("ceil_mode"))
                        .withCountIncludePad(golden.truth("count_include_pad")));
        check(
                "sum_pool2d",
                2,
                golden -> SumPool2d.of(pair(golden, "kernel"))
                        .withStride(pair(golden, "stride"))
                        .withPadding(padding(golden)));
        check("global_avg_pool2d", 1, golden -> GlobalAvgPool2d.of());
    }

    @Test
    void products() {
        check(
                "linear",
                5,
                golden -> golden.tensor("input").shape().rank() == 2
                        ? Linear.of(golden.integer("out_features")).withBias(golden.truth("bias"))
                        : null);
    }

    @Test
    void activations() {
        check("relu", 3, golden -> Relu.of());
        check("relu6", 2, golden -> Relu6.of());
        check(
                "leaky_relu",
                3,
                golden -> LeakyRelu.of().withSlope((Double) golden.attributes().get("slope")));
        check("sigmoid", 3, golden -> Sigmoid.of());
        check("tanh", 3, golden -> Tanh.of());
        check("softmax", 6, golden -> Softmax.of().withAxis(golden.integer("axis")));
    }

    @Test
    void normalization() {
        check(
                "batch_norm",
                8,
                golden -> golden.truth("affine") && golden.attributes().get("momentum") != null
                        ? new BatchNorm2d((Double) golden.attributes().get("epsilon"), (Double)
                                golden.attributes().get("momentum"))
                        : null);
    }

    private static HeightWidth pair(GoldenCase golden, String attribute) {
        int[] values = golden.integers(attribute);
        return HeightWidth.of(values[0], values[1]);
    }

    private static Padding padding(GoldenCase golden) {
        if (golden.attributes().get("padding").equals("same")) {
            return Padding.keepSize();
        }
        int[] values = golden.integers("padding");
        return Padding.of(values[0], values[1]);
    }

    /** Takes the input as a parameter, so that its gradient is seen, and traces the layer in the case's mode. */
    private record Probe(Layer layer, boolean training) implements Layer {

        @Override
        public Tensor forward(LayerContext context, Tensor input) {
            Tensor x = context.parameter("input", input.shape(), Initializer.constant(0));
            return layer.forward(inMode(context, training), x);
        }
    }

    /** Returns a context in another mode: PyTorch's vectors hold gradients of inference too. */
    private static LayerContext inMode(LayerContext context, boolean training) {
        return (LayerContext) Proxy.newProxyInstance(
                LayerContext.class.getClassLoader(),
                new Class<?>[] {LayerContext.class},
                (proxy, method, arguments) ->
                        method.getName().equals("training") ? training : method.invoke(context, arguments));
    }

    /** The sum of the results weighed with the upstream gradient, which is the target. */
    private static final class Weighed implements Loss {

        @Override
        public TensorSpec target(TensorSpec prediction) {
            return prediction;
        }

        @Override
        public Tensor loss(Tensor prediction, Tensor target) {
            return prediction.multiply(target).sum();
        }
    }

    private static void compare(GoldenCase golden, Layer layer) {
        // keeps every parameter and remembers its gradient
        Optimizer remember = (context, parameter, gradient) -> {
            context.update(context.slot("gradient", Initializer.constant(0)), gradient);
            return parameter;
        };
        boolean training = !golden.attributes().containsKey("training") || golden.truth("training");
        try (Session session = ReferenceSession.open(DType.FLOAT64)) {
            for (String name : List.of("input", "weight", "bias", "running_mean", "running_var")) {
                if (golden.tensors().containsKey(name)) {
                    session.variables().set(name, golden.tensor(name).cast(DType.FLOAT64));
                }
            }
            TensorSpec input = golden.tensor("input").spec().with(DType.FLOAT64);
            Program program = session.training(new Probe(layer, training), new Weighed(), remember, input);
            TensorSpec target = program.input("target").spec();
            program.input("target")
                    .set(
                            golden.tensors().containsKey("grad_output")
                                    ? golden.tensor("grad_output")
                                            .cast(DType.FLOAT64)
                                            .reshape(target.shape().toArray())
                                    : HostTensor.zeros(target));
            boolean finite = program.run();
            close(golden, "output", program.output("output").value());
            if (!finite) {
                // the guard kept the step from being done
                assertThat(golden.attributes()).containsEntry("values", "not finite");
                return;
            }
            for (String name : List.of("input", "weight", "bias")) {
                if (golden.tensors().containsKey("grad_" + name)) {
                    close(golden, "grad_" + name, session.variables().get("optimizer." + name + ".gradient"));
                }
            }
            for (String name : List.of("running_mean", "running_var")) {
                if (golden.tensors().containsKey(name + "_after")) {
                    close(golden, name + "_after", session.variables().get(name));
                }
            }
        }
    }

    private static void close(GoldenCase golden, String tensor, HostTensor actual) {
        HostTensor expected = golden.tensor(tensor);
        int count = expected.spec().elements();
        assertThat(actual.spec().elements()).as(golden.name() + " " + tensor).isEqualTo(count);
        double largest = 1;
        for (int i = 0; i < count; i++) {
            if (Double.isFinite(expected.get(i))) {
                largest = Math.max(largest, Math.abs(expected.get(i)));
            }
        }
        long terms = golden.tensor("input").spec().elements();
        double bound = Tolerance.TRANSCENDENTAL.bound(DType.FLOAT64, terms, largest);
        for (int i = 0; i < count; i++) {
            double difference = Math.abs(actual.get(i) - expected.get(i));
            assertThat(Double.compare(actual.get(i), expected.get(i)) == 0 || difference <= bound)
                    .as(golden.name() + " " + tensor + " element " + i + ": " + actual.get(i) + " for "
                            + expected.get(i))
                    .isTrue();
        }
    }
}
