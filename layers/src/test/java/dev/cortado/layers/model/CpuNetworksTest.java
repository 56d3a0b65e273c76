package dev.cortado.layers.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import dev.cortado.backend.cpu.CpuPlugin;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Sgd;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole networks on the CPU backend: bits depend on neither neighbours nor threads. */
class CpuNetworksTest {

    private static final Shape IMAGE = Shape.of(1, 28, 28);
    private static final int PIXELS = 28 * 28;

    private static Session session(int threads) {
        return Session.builder(new CpuPlugin().backends().get(0).create(BackendOptions.of(threads)))
                .seed(5)
                .build();
    }

    private static float[] images(int count) {
        RandomStream random = new RandomStream(RandomKey.of(11));
        float[] pixels = new float[count * PIXELS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat();
        }
        return pixels;
    }

    private static float[] predict(Session session, Layer network, float[] pixels) {
        int count = pixels.length / PIXELS;
        TensorSpec spec = new TensorSpec(DType.FLOAT32, IMAGE.insert(0, count));
        Program program = session.inference(network, spec);
        program.input("input").set(HostTensor.of(spec, pixels));
        program.run();
        return program.output("output").value().floats();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "vgg-small", "resnet-8", "mlp"})
    void aSampleHasTheSameBitsAloneAndInABatchOf64(String name) {
        Layer network = ModelCatalog.builtIn().get(name).build(IMAGE, 10);
        float[] pixels = images(64);
        try (Session session = session(2)) {
            float[] together = predict(session, network, pixels);
            for (int sample : new int[] {0, 13, 63}) {
                float[] alone =
                        predict(session, network, Arrays.copyOfRange(pixels, sample * PIXELS, (sample + 1) * PIXELS));
                assertThat(alone)
                        .as("sample " + sample)
                        .isEqualTo(Arrays.copyOfRange(together, sample * 10, (sample + 1) * 10));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"lenet", "vgg-small", "resnet-8"})
    void trainingHasTheSameBitsForAnyNumberOfThreads(String name) {
        Layer network = ModelCatalog.builtIn().get(name).build(IMAGE, 10);
        HostTensor expected = trained(network, 1);
        assertThat(trained(network, 2)).isEqualTo(expected);
        assertThat(trained(network, 3)).isEqualTo(expected);
    }

    /** Returns the last weights after three steps. */
    private static HostTensor trained(Layer network, int threads) {
        TensorSpec spec = new TensorSpec(DType.FLOAT32, IMAGE.insert(0, 13));
        try (Session session = session(threads)) {
            Program step = session.training(
                    network, SoftmaxCrossEntropyLoss.of(), Sgd.of().withMomentum(0.9), spec);
            step.input("input").set(HostTensor.of(spec, images(13)));
            step.input("target").set(HostTensor.of(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2}, 13));
            step.input("learning_rate").set(0.01);
            for (int i = 1; i <= 3; i++) {
                step.input("step").set((double) i);
                step.input("key").set((long) i);
                assertThat(step.run()).isTrue();
            }
            return session.variables().get(session.variables().list().get(0).path());
        }
    }
}
