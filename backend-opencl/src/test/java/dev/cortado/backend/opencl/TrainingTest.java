package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Optimizer;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.Samples;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.model.ModelCatalog;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.optimizer.Sgd;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole networks train as they do on the reference backend. */
class TrainingTest {

    private static final int STEPS = 4;

    private static double[] losses(Backend backend, String model, Optimizer optimizer, int batch) {
        Layer network = ModelCatalog.builtIn().get(model).build(Shape.of(1, 28, 28), 10);
        TensorSpec spec = TensorSpec.of(DType.FLOAT32, batch, 1, 28, 28);
        HostTensor images = new Samples(1).random(DType.FLOAT32, batch, 1, 28, 28);
        try (Session session = Session.builder(backend).seed(5).build()) {
            Program step = session.training(network, SoftmaxCrossEntropyLoss.of(), optimizer, spec);
            step.input("input").set(images);
            step.input("target").set(new Samples(2).integers(10, batch));
            step.input("learning_rate").set(0.001);
            double[] losses = new double[STEPS];
            for (int t = 0; t < STEPS; t++) {
                step.input("step").set(t + 1.0);
                step.input("key").set((long) t);
                assertThat(step.run()).isTrue();
                losses[t] = step.output("loss").scalar();
            }
            return losses;
        }
    }

    @ParameterizedTest
    @CsvSource({"lenet,cpu,4", "lenet,gpu,4", "resnet-8,cpu,2"})
    void lossesFollowTheReference(String model, String family, int batch) {
        Optimizer optimizer = Sgd.of().withMomentum(0.9);
        double[] found = losses(OnDevice.family(family), model, optimizer, batch);
        double[] expected = losses(new ReferenceProvider().create(BackendOptions.of(1)), model, optimizer, batch);
        for (int t = 0; t < STEPS; t++) {
            assertThat(found[t]).as("%s, step %d", model, t).isCloseTo(expected[t], Offset.offset(1e-4));
        }
        assertThat(found[STEPS - 1]).isLessThan(found[0]);
    }

    @Test
    void fusionChangesNoBit() {
        double[] fused = losses(OnDevice.open(Map.of()), "lenet", Adam.of(), 7);
        double[] single = losses(OnDevice.open(Map.of("fusion", "off")), "lenet", Adam.of(), 7);
        assertThat(fused).isEqualTo(single);
    }

    @Test
    void theUpdateIsOneChain() {
        Layer network = ModelCatalog.builtIn().get("lenet").build(Shape.of(1, 28, 28), 10);
        try (Session session = Session.builder(OnDevice.open(Map.of())).build()) {
            String plan = session.training(
                            network,
                            SoftmaxCrossEntropyLoss.of(),
                            Sgd.of().withMomentum(0.9),
                            TensorSpec.of(DType.FLOAT32, 4, 1, 28, 28))
                    .plan()
                    .toString();
            assertThat(plan).contains("fused chain of").contains("dots");
        }
    }

    /** Two backends in one process, each in a thread of its own. */
    @Test
    void severalBackendsTrainAtOnce() throws InterruptedException {
        double[] alone = losses(OnDevice.open(Map.of()), "mlp", Sgd.of(), 5);
        double[][] together = new double[2][];
        Thread[] threads = new Thread[2];
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            Backend backend = OnDevice.open(Map.of("device", "0"));
            threads[i] = new Thread(() -> together[number] = losses(backend, "mlp", Sgd.of(), 5));
            threads[i].start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(together[0]).isEqualTo(alone);
        assertThat(together[1]).isEqualTo(alone);
    }
}
