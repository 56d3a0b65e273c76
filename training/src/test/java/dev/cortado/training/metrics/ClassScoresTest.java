package dev.cortado.training.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.HostTensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ClassScoresTest {

    // Both sides compute in float64 from the same counts; only the order of a few additions differs.
    private static final Offset<Double> EXACT = within(1e-14);

    @Test
    void agreesWithTheGoldenCases() throws IOException {
        List<GoldenMetrics> cases = GoldenMetrics.all("classification_metrics_");
        assertThat(cases).hasSizeGreaterThanOrEqualTo(5);
        for (GoldenMetrics golden : cases) {
            int classes = ((Long) golden.attributes().get("classes")).intValue();
            ClassScores scores = new ClassScores(classes);
            scores.add(golden.tensors().get("scores"), golden.labels());
            ConfusionMatrix confusion = scores.confusion();
            String name = golden.name();
            assertThat(scores.accuracy()).as(name).isEqualTo(golden.number("accuracy"), EXACT);
            assertThat(scores.topK(((Long) golden.attributes().get("k")).intValue()))
                    .as(name)
                    .isEqualTo(golden.number("top_k_accuracy"), EXACT);
            assertThat(confusion.cohenKappa()).as(name).isEqualTo(golden.number("cohen_kappa"), EXACT);
            assertThat(confusion.macroPrecision()).as(name).isEqualTo(golden.number("precision_macro"), EXACT);
            assertThat(confusion.macroRecall()).as(name).isEqualTo(golden.number("recall_macro"), EXACT);
            assertThat(confusion.macroF1()).as(name).isEqualTo(golden.number("f1_macro"), EXACT);
            assertThat(confusion.weightedF1()).as(name).isEqualTo(golden.number("f1_weighted"), EXACT);
            for (int k = 0; k < classes; k++) {
                assertThat(confusion.precision(k))
                        .isEqualTo(golden.tensors().get("precision").get(k), EXACT);
                assertThat(confusion.recall(k))
                        .isEqualTo(golden.tensors().get("recall").get(k), EXACT);
                assertThat(confusion.f1(k)).isEqualTo(golden.tensors().get("f1").get(k), EXACT);
                for (int j = 0; j < classes; j++) {
                    assertThat((double) confusion.count(k, j))
                            .isEqualTo(golden.tensors().get("confusion").get(k * classes + j));
                }
            }
        }
    }

    @Test
    void ranksAgreeWithTheGoldenCases() throws IOException {
        List<GoldenMetrics> cases = GoldenMetrics.all("ranking_metrics_");
        assertThat(cases).hasSizeGreaterThanOrEqualTo(5);
        for (GoldenMetrics golden : cases) {
            int classes = ((Long) golden.attributes().get("classes")).intValue();
            if (classes == 2) {
                assertThat(RankingScores.rocAuc(column(golden, 1, 0), of(golden, 1)))
                        .as(golden.name())
                        .isEqualTo(golden.number("roc_auc"), EXACT);
                assertThat(RankingScores.averagePrecision(column(golden, 1, 0), of(golden, 1)))
                        .as(golden.name())
                        .isEqualTo(golden.number("average_precision"), EXACT);
            }
            for (int k = 0; k < classes && classes > 2; k++) {
                assertThat(RankingScores.rocAuc(column(golden, classes, k), of(golden, k)))
                        .as(golden.name())
                        .isEqualTo(golden.tensors().get("roc_auc_of_class").get(k), EXACT);
            }
        }
    }

    private static double[] column(GoldenMetrics golden, int stride, int column) {
        HostTensor scores = golden.tensors().get("scores");
        double[] values = new double[golden.labels().length];
        Arrays.setAll(values, i -> scores.get(i * stride + column));
        return values;
    }

    private static boolean[] of(GoldenMetrics golden, int label) {
        int[] labels = golden.labels();
        boolean[] positive = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            positive[i] = labels[i] == label;
        }
        return positive;
    }

    @Test
    void takesTheFirstOfEqualScores() {
        ClassScores scores = new ClassScores(3);
        scores.add(HostTensor.of(new float[] {1, 1, 0, 1, 1, 0}, 2, 3), new int[] {0, 1});
        assertThat(scores.confusion().count(0, 0)).isEqualTo(1);
        assertThat(scores.confusion().count(1, 0)).isEqualTo(1);
        // a tie does not push the label down
        assertThat(scores.topK(1)).isEqualTo(1);
    }

    @Test
    void neverTakesNaNForAPrediction() {
        ClassScores scores = new ClassScores(2);
        float nan = Float.NaN;
        scores.add(HostTensor.of(new float[] {nan, nan, nan, 1, 1, nan, 0, nan}, 4, 2), new int[] {0, 1, 0, 1});
        assertThat(scores.accuracy()).isZero();
        assertThat(scores.topK(1)).isZero();
        assertThat(scores.confusion().undecided()).isEqualTo(4);
        assertThat(scores.confusion().recall(0)).isZero();
        assertThat(scores.count()).isEqualTo(4);
    }

    @Test
    void acceptsInfinityAndNothingAtAll() {
        ClassScores scores = new ClassScores(2);
        assertThat(scores.accuracy()).isZero();
        assertThat(scores.topK(1)).isZero();
        float infinity = Float.POSITIVE_INFINITY;
        scores.add(HostTensor.of(new float[] {-infinity, infinity, -infinity, -infinity}, 2, 2), new int[] {1, 0});
        assertThat(scores.accuracy()).isEqualTo(1);
        assertThat(scores.topK(5)).isEqualTo(1);
    }

    @Test
    void refusesClassesThatDoNotExist() {
        assertThatThrownBy(() -> new ConfusionMatrix(2).add(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> new ConfusionMatrix(2).add(0, -2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void printsTheMatrix() {
        ConfusionMatrix matrix = new ConfusionMatrix(2);
        matrix.add(0, 0);
        matrix.add(1, 0);
        assertThat(matrix.toText(List.of("cat", "kitten")))
                .isEqualTo("          0    1  recall\ncat       1    0  1.0000\nkitten    1    0  0.0000\n");
    }
}
