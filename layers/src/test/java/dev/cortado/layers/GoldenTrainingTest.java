package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Optimizer;
import dev.cortado.conformance.golden.GoldenCase;
import dev.cortado.conformance.golden.GoldenFolder;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.optimizer.Sgd;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Whole trainings against PyTorch's: loss and gradient norm of every step, weights and statistics after the last. */
class GoldenTrainingTest {

    /** Rounding errors grow from step to step by the dynamics of training, for which there is no bound in closed form. */
    private static final double AFTER_TRAINING = 1e-8;

    @Test
    void lenetWithMomentum() {
        Layer network = Sequential.named()
                .add("conv1", Conv2d.of(6, 5).withPadding(2))
                .add(Relu.of())
                .add(MaxPool2d.of(2))
                .add("conv2", Conv2d.of(16, 5))
                .add(Relu.of())
                .add(MaxPool2d.of(2))
                .add(Flatten.of())
                .add("fc1", Linear.of(48))
                .add(Relu.of())
                .add("fc2", Linear.of(10))
                .build();
        train("train_lenet", network, Sgd.of().withMomentum(0.9), UnaryOperator.identity());
    }

    @Test
    void residualNetworkWithAdam() {
        Layer network = Sequential.named()
                .add("stem", convolution(8, 1))
                .add("stem_bn", BatchNorm2d.of())
                .add(Relu.of())
                .add("block1", Residual.of(body(8, 1)).withActivation(Relu.of()))
                .add(
                        "block2",
                        Residual.of(body(16, 2))
                                .withShortcut(Sequential.named()
                                        .add(
                                                "short",
                                                Conv2d.of(16, 1).withStride(2).withBias(false))
                                        .add("short_bn", BatchNorm2d.of())
                                        .build())
                                .withActivation(Relu.of()))
                .add(GlobalAvgPool2d.of())
                .add("fc", Linear.of(5))
                .build();
        train(
                "train_residual",
                network,
                Adam.of(),
                name -> name.replaceFirst("^(block.)\\.short", "$1.shortcut.short")
                        .replaceFirst("^(block.)\\.(conv|bn)", "$1.body.$2"));
    }

    private static Layer body(int filters, int stride) {
        return Sequential.named()
                .add("conv1", convolution(filters, stride))
                .add("bn1", BatchNorm2d.of())
                .add(Relu.of())
                .add("conv2", convolution(filters, 1))
                .add("bn2", BatchNorm2d.of())
                .build();
    }

    private static Layer convolution(int filters, int stride) {
        return Conv2d.of(filters, 3).withStride(stride).withPadding(1).withBias(false);
    }

    private static void train(String op, Layer network, Optimizer optimizer, UnaryOperator<String> path) {
        Optional<GoldenFolder> folder = GoldenFolder.pytorch();
        Assumptions.assumeTrue(folder.isPresent(), "the test vectors are absent");
        GoldenCase golden = folder.get().cases(op).get(0);
        HostTensor images = golden.tensor("images").cast(DType.FLOAT64);
        HostTensor labels = golden.tensor("labels").cast(DType.INT32);
        int batch = golden.integer("batch");
        try (Session session = ReferenceSession.open(DType.FLOAT64)) {
            golden.tensors().forEach((name, value) -> {
                if (name.startsWith("initial.")) {
                    session.variables().set(path.apply(name.substring(8)), value.cast(DType.FLOAT64));
                }
            });
            TensorSpec input = images.spec().with(images.shape().with(0, batch));
            Program step = session.training(network, SoftmaxCrossEntropyLoss.of(), optimizer, input);
            for (int t = 0; t < golden.integer("steps"); t++) {
                HostTensor indices = golden.tensor("batches");
                HostTensor x = HostTensor.zeros(input);
                HostTensor y = HostTensor.zeros(TensorSpec.of(DType.INT32, batch));
                int size = input.elements() / batch;
                for (int n = 0; n < batch; n++) {
                    int index = (int) indices.longs()[t * batch + n];
                    System.arraycopy(images.doubles(), index * size, x.doubles(), n * size, size);
                    y.ints()[n] = labels.ints()[index];
                }
                step.input("input").set(x);
                step.input("target").set(y);
                step.input("learning_rate").set((Double) golden.options().get("learning_rate"));
                step.input("step").set(t + 1.0);
                assertThat(step.run()).isTrue();
                close(
                        op + " loss " + t,
                        step.output("loss").scalar(),
                        golden.tensor("losses").get(t));
                double norm = step.output("gradient_norm").scalar();
                close(op + " norm " + t, norm, golden.tensor("gradient_norms").get(t));
            }
            golden.tensors().forEach((name, value) -> {
                if (name.startsWith("final.")) {
                    close(name, session.variables().get(path.apply(name.substring(6))), value);
                }
            });
            Program inference = session.inference(network, images.spec());
            inference.input("input").set(images);
            inference.run();
            close("final logits", inference.output("output").value(), golden.tensor("final_logits"));
        }
    }

    private static void close(String as, HostTensor actual, HostTensor expected) {
        assertThat(actual.shape()).as(as).isEqualTo(expected.shape());
        for (int i = 0; i < expected.spec().elements(); i++) {
            close(as + " element " + i, actual.get(i), expected.get(i));
        }
    }

    private static void close(String as, double actual, double expected) {
        assertThat(actual).as(as).isCloseTo(expected, within(AFTER_TRAINING * Math.max(1, Math.abs(expected))));
    }
}
