package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.conformance.Samples;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.MeanSquaredError;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.optimizer.AdamW;
import dev.cortado.layers.optimizer.Sgd;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Small trainings: losses fall, statistics follow, dropout drops. */
class TrainingTest {

    private static final Layer NETWORK = Sequential.of(
            Conv2d.of(4, 3).withBias(false),
            BatchNorm2d.of(),
            Relu.of(),
            MaxPool2d.of(2),
            Dropout.of(0.1),
            Flatten.of(),
            Linear.of(3));

    private static double[] losses(Loss loss, Optimizer optimizer, double rate, HostTensor target) {
        HostTensor images = new Samples(4).distinct(7, 1, 6, 6).cast(DType.FLOAT32);
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            Program step = session.training(NETWORK, loss, optimizer, images.spec());
            step.input("input").set(images);
            step.input("target").set(target);
            step.input("learning_rate").set(rate);
            double[] losses = new double[40];
            for (int t = 0; t < losses.length; t++) {
                step.input("step").set(t + 1.0);
                step.input("key").set((long) t);
                assertThat(step.run()).isTrue();
                losses[t] = step.output("loss").scalar();
            }
            return losses;
        }
    }

    @Test
    void everyOptimizerReducesEveryLoss() {
        Map<Optimizer, Double> optimizers = Map.of(
                Sgd.of(), 0.1,
                Sgd.of().withMomentum(0.9), 0.05,
                Sgd.of().withMomentum(0.9).withNesterov(true).withWeightDecay(1e-4), 0.05,
                Adam.of(), 0.02,
                AdamW.of(), 0.02);
        HostTensor labels = HostTensor.of(new int[] {0, 1, 2, 0, 1, 2, 0}, 7);
        HostTensor numbers = new Samples(6).distinct(7, 3).cast(DType.FLOAT32);
        optimizers.forEach((optimizer, rate) -> {
            double[] classes = losses(SoftmaxCrossEntropyLoss.of(), optimizer, rate, labels);
            assertThat(classes[39]).as(optimizer + " on classes").isLessThan(classes[0] / 2);
            double[] values = losses(MeanSquaredError.of(), optimizer, rate, numbers);
            assertThat(values[39]).as(optimizer + " on numbers").isLessThan(values[0] / 2);
        });
    }

    @Test
    void runningStatisticsFollowTheBatch() {
        HostTensor input = HostTensor.of(new double[] {1, 3, 5, 7}, 4, 1);
        assertStatistics(input, 0.9 * 0 + 0.1 * 4, 0.9 * 1 + 0.1 * 20.0 / 3);
        // of a single element there is no unbiased variance, so the biased one is taken
        assertStatistics(HostTensor.of(new double[] {5}, 1, 1), 0.5, 0.9);
    }

    private static void assertStatistics(HostTensor input, double mean, double variance) {
        try (Session session = ReferenceSession.open(DType.FLOAT64)) {
            Program step = session.training(BatchNorm2d.of(), MeanSquaredError.of(), Sgd.of(), input.spec());
            step.input("input").set(input);
            step.input("target").set(input);
            step.input("learning_rate").set(0.1);
            assertThat(step.run()).isTrue();
            assertThat(session.variables().get("running_mean").get(0))
                    .isCloseTo(mean, org.assertj.core.api.Assertions.within(1e-15));
            assertThat(session.variables().get("running_var").get(0))
                    .isCloseTo(variance, org.assertj.core.api.Assertions.within(1e-15));
        }
    }

    @Test
    void dropoutKeepsTheMeanInTrainingAndDoesNothingInInference() {
        HostTensor ones = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 10, 1000), 1);
        Layer dropout = Dropout.of(0.25);
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            Program inference = session.inference(dropout, ones.spec());
            inference.input("input").set(ones);
            inference.run();
            assertThat(inference.output("output").value()).isEqualTo(ones);
        }
        float[] first = dropped(1);
        assertThat(dropped(1)).isEqualTo(first);
        assertThat(dropped(2)).isNotEqualTo(first);
        int kept = 0;
        for (float value : first) {
            assertThat(value).isIn(0f, (float) (1 / 0.75));
            kept += value > 0 ? 1 : 0;
        }
        assertThat(kept).isBetween(7300, 7700);
    }

    /** Returns what dropout makes of ones in a step. */
    private static float[] dropped(long key) {
        HostTensor ones = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 10, 1000), 1);
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            Program step = session.training(Dropout.of(0.25), MeanSquaredError.of(), Sgd.of(), ones.spec());
            step.input("input").set(ones);
            step.input("target").set(ones);
            step.input("key").set(key);
            step.run();
            return step.output("output").value().floats();
        }
    }

    @Test
    void dropoutOfNothingIsTheInputItself() {
        HostTensor input = new Samples(9).distinct(3, 7);
        for (Layer layer : List.of(Dropout.of(0), Sequential.of())) {
            try (Session session = ReferenceSession.open(DType.FLOAT64)) {
                Program step = session.training(layer, MeanSquaredError.of(), Sgd.of(), input.spec());
                step.input("input").set(input);
                step.input("target").set(input);
                step.run();
                assertThat(step.output("output").value()).isEqualTo(input);
            }
        }
    }
}
