package dev.cortado.layers.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.train.Loss;
import dev.cortado.conformance.GradientCheck;
import dev.cortado.conformance.Samples;
import dev.cortado.core.Session;
import dev.cortado.layers.Linear;
import dev.cortado.layers.ReferenceSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Values, targets and gradients of losses. */
class LossTest {

    private static double value(Loss loss, HostTensor prediction, HostTensor target) {
        try (Session session = ReferenceSession.open(DType.FLOAT64)) {
            return loss.loss(session.eager().tensor(prediction), session.eager().tensor(target))
                    .value()
                    .scalar();
        }
    }

    @Test
    void crossEntropyOfEqualScoresIsTheLogarithmOfTheClasses() {
        HostTensor scores = HostTensor.filled(TensorSpec.of(DType.FLOAT64, 7, 10), 3);
        HostTensor labels = new Samples(1).integers(10, 7);
        assertThat(value(SoftmaxCrossEntropyLoss.of(), scores, labels)).isCloseTo(Math.log(10), within(1e-14));
        assertThat(value(SoftmaxCrossEntropyLoss.of().withLabelSmoothing(0.3), scores, labels))
                .isCloseTo(Math.log(10), within(1e-14));
    }

    @Test
    void crossEntropyIsTheMeanOverSamples() {
        HostTensor scores = HostTensor.of(new double[] {2, 0, 0, 0, 1, 0}, 2, 3);
        HostTensor labels = HostTensor.of(new int[] {0, 2}, 2);
        double first = -2 + Math.log(Math.exp(2) + 2);
        double second = Math.log(Math.E + 2);
        assertThat(value(SoftmaxCrossEntropyLoss.of(), scores, labels)).isCloseTo((first + second) / 2, within(1e-15));
    }

    @Test
    void smoothingSpreadsTheTarget() {
        HostTensor scores = HostTensor.of(new double[] {1, 0}, 1, 2);
        HostTensor label = HostTensor.of(new int[] {0}, 1);
        double normalizer = Math.log(Math.E + 1);
        double expected = 0.8 * (normalizer - 1) + 0.1 * (normalizer - 1) + 0.1 * normalizer;
        assertThat(value(SoftmaxCrossEntropyLoss.of().withLabelSmoothing(0.2), scores, label))
                .isCloseTo(expected, within(1e-15));
    }

    @Test
    void extremeScoresNeitherOverflowNorGiveNaN() {
        HostTensor scores = HostTensor.of(new double[] {1e30, -1e30, 0}, 1, 3);
        assertThat(value(SoftmaxCrossEntropyLoss.of(), scores, HostTensor.of(new int[] {0}, 1)))
                .isZero();
        assertThat(value(SoftmaxCrossEntropyLoss.of(), scores, HostTensor.of(new int[] {1}, 1)))
                .isEqualTo(2e30);
    }

    @Test
    void meanSquaredErrorIsTheMeanOverAllElements() {
        HostTensor prediction = HostTensor.of(new double[] {1, 2, 3, 4}, 2, 2);
        HostTensor target = HostTensor.of(new double[] {1, 0, 3, 7}, 2, 2);
        assertThat(value(MeanSquaredError.of(), prediction, target)).isEqualTo(13.0 / 4);
    }

    @Test
    void targetsFollowThePrediction() {
        assertThat(SoftmaxCrossEntropyLoss.of().target(TensorSpec.of(DType.FLOAT32, 64, 10)))
                .isEqualTo(TensorSpec.of(DType.INT32, 64));
        assertThat(SoftmaxCrossEntropyLoss.of().target(TensorSpec.of(DType.FLOAT64, 2, 5, 7, 3)))
                .isEqualTo(TensorSpec.of(DType.INT32, 2, 7, 3));
        TensorSpec prediction = TensorSpec.of(DType.FLOAT64, 2, 3);
        assertThat(MeanSquaredError.of().target(prediction)).isEqualTo(prediction);
    }

    @Test
    void scoresWithoutClassesAreRefused() {
        assertThatThrownBy(() -> SoftmaxCrossEntropyLoss.of().target(TensorSpec.of(DType.FLOAT32, 64)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("needs scores [N, classes], but the network gives 64");
        assertThatThrownBy(() -> SoftmaxCrossEntropyLoss.of().withLabelSmoothing(1))
                .hasMessageContaining("label_smoothing");
    }

    @Test
    void aTargetOfAnotherShapeNamesTheLoss() {
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            assertThatThrownBy(() -> session.evaluation(
                            (context, x) -> context.call("fc", Linear.of(3), x).sum(1),
                            SoftmaxCrossEntropyLoss.of(),
                            TensorSpec.of(DType.FLOAT32, 4, 2)))
                    .hasMessageContaining("loss (SoftmaxCrossEntropyLoss)")
                    .hasMessageContaining("let the network end with Linear");
        }
    }

    @Test
    void gradientsAreRight() {
        Samples samples = new Samples(8);
        try (GradientCheck check = new GradientCheck()) {
            for (double smoothing : new double[] {0, 0.1}) {
                Loss loss = new SoftmaxCrossEntropyLoss(smoothing);
                check.function(
                                loss.toString(),
                                List.of(samples.distinct(7, 5), samples.integers(5, 7)),
                                x -> List.of(loss.loss(x.get(0), x.get(1))))
                        .assertRight();
            }
            check.function(
                            "mean squared error",
                            List.of(samples.distinct(7, 3), samples.distinct(7, 3)),
                            x -> List.of(MeanSquaredError.of().loss(x.get(0), x.get(1))))
                    .assertRight();
        }
    }
}
