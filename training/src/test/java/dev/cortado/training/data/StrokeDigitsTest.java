package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

class StrokeDigitsTest {

    /** Taken once; a change means that every recorded accuracy on this data set has to be measured again. */
    private static final long FIRST_HUNDRED = -6349769480032144826L;

    @Test
    void firstHundredImagesAreFixedForever() {
        assertThat(hash(StrokeDigits.train(100, 7), 100)).isEqualTo(FIRST_HUNDRED);
    }

    @Test
    void describesItself() {
        StrokeDigits digits = StrokeDigits.test(23, 1);
        assertThat(digits.name()).isEqualTo("digits/test");
        assertThat(digits.imageShape()).isEqualTo(Shape.of(1, 28, 28));
        assertThat(digits.classNames()).containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(digits.size()).isEqualTo(23);
        assertThat(StrokeDigits.train(0, 1).size()).isZero();
    }

    @Test
    void sampleDoesNotDependOnTheSizeOfTheSet() {
        assertThat(hash(StrokeDigits.train(131, 3), 77)).isEqualTo(hash(StrokeDigits.train(77, 3), 77));
    }

    @Test
    void doesNotDependOnTheNumberOfThreads() throws Exception {
        ForkJoinPool one = new ForkJoinPool(1);
        ForkJoinPool four = new ForkJoinPool(4);
        try {
            long alone = one.submit(() -> hash(StrokeDigits.train(333, 5), 333)).get();
            long together =
                    four.submit(() -> hash(StrokeDigits.train(333, 5), 333)).get();
            assertThat(alone).isEqualTo(together);
        } finally {
            one.shutdown();
            four.shutdown();
        }
    }

    @Test
    void seedsAndSplitsDiffer() {
        long train = hash(StrokeDigits.train(10, 1), 10);
        assertThat(hash(StrokeDigits.test(10, 1), 10)).isNotEqualTo(train);
        assertThat(hash(StrokeDigits.train(10, 2), 10)).isNotEqualTo(train);
    }

    @Test
    void everyTenSamplesHoldEachDigitOnce() {
        StrokeDigits digits = StrokeDigits.train(200, 9);
        for (int block = 0; block < 20; block++) {
            int seen = 0;
            for (int i = 0; i < 10; i++) {
                seen |= 1 << digits.label(block * 10 + i);
            }
            assertThat(seen).isEqualTo(0x3FF);
        }
    }

    @Test
    void imagesHoldInkOnDarkPaper() {
        StrokeDigits digits = StrokeDigits.train(500, 11);
        float[] image = new float[784];
        for (int i = 0; i < 500; i++) {
            digits.read(i, image, 0);
            int bright = 0;
            for (float value : image) {
                assertThat(value >= 0 && value <= 1).isTrue();
                bright += value > 0.5f ? 1 : 0;
            }
            // A stroke of the thinnest pen has about 10 bright pixels, the fattest 8 about 250.
            assertThat(bright).as("bright pixels of image " + i).isBetween(5, 350);
        }
    }

    @Test
    void refusesImpossibleSizes() {
        assertThatThrownBy(() -> StrokeDigits.train(-1, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("size must be from 0 to 2739137, but is -1");
        assertThatThrownBy(() -> StrokeDigits.train(2_739_138, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** What makes the data set worth having: lines cannot part the classes. A LeNet reaches 99.3 % and more. */
    @Test
    void linearClassifierStaysBelow93Percent() {
        double accuracy = SoftmaxRegression.accuracy(StrokeDigits.train(10_000, 7), StrokeDigits.test(2_000, 7), 8);
        assertThat(accuracy).isBetween(0.80, 0.93);
    }

    static long hash(Dataset dataset, int count) {
        float[] image = new float[dataset.imageShape().elements()];
        long hash = 0;
        for (int i = 0; i < count; i++) {
            dataset.read(i, image, 0);
            hash = hash * 31 + dataset.label(i);
            for (float value : image) {
                hash = hash * 31 + Float.floatToRawIntBits(value);
            }
        }
        return hash;
    }
}
