package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Shape TWO_BY_THREE = Shape.of(2, 2, 3);
    private static final float[] COUNTING = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

    @Test
    void dependsOnSeedEpochAndIndexAlone() {
        Augmentation augmentation = Augmentation.of(3, new RandomCrop(4), new RandomRotation(30), new RandomFlip());
        Shape shape = Shape.of(1, 28, 28);
        Augmentation.Applier first = augmentation.applier(shape);
        float[] expected = digit();
        first.apply(expected, 0, 2, 7);

        Augmentation.Applier used = augmentation.applier(shape);
        used.apply(digit(), 0, 5, 1);
        float[] again = digit();
        used.apply(again, 0, 2, 7);
        assertThat(again).isEqualTo(expected);

        assertThat(applied(augmentation, 2, 8)).isNotEqualTo(expected);
        assertThat(applied(augmentation, 3, 7)).isNotEqualTo(expected);
        assertThat(applied(Augmentation.of(4, augmentation.transforms()), 2, 7)).isNotEqualTo(expected);
    }

    @Test
    void worksInsideALargerArray() {
        Augmentation augmentation =
                Augmentation.of(1, new RandomCrop(1), new RandomRotation(45), new RandomFlip(1), norm(2));
        float[] alone = COUNTING.clone();
        augmentation.applier(TWO_BY_THREE).apply(alone, 0, 0, 0);
        float[] within = new float[20];
        System.arraycopy(COUNTING, 0, within, 5, 12);
        augmentation.applier(TWO_BY_THREE).apply(within, 5, 0, 0);
        for (int i = 0; i < 20; i++) {
            assertThat(within[i]).isEqualTo(i < 5 || i >= 17 ? 0f : alone[i - 5]);
        }
    }

    @Test
    void flipMirrorsEachRow() {
        float[] image = COUNTING.clone();
        new RandomFlip(1).apply(image, 0, TWO_BY_THREE, stream(0), new float[12]);
        assertThat(image).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
        new RandomFlip(0).apply(image, 0, TWO_BY_THREE, stream(0), new float[12]);
        assertThat(image).containsExactly(3, 2, 1, 6, 5, 4, 9, 8, 7, 12, 11, 10);
    }

    @Test
    void flipHappensAsOftenAsAsked() {
        int flipped = 0;
        RandomStream random = stream(1);
        for (int i = 0; i < 4_000; i++) {
            float[] image = {1, 2};
            new RandomFlip(0.25).apply(image, 0, Shape.of(1, 1, 2), random, new float[2]);
            flipped += image[0] == 2 ? 1 : 0;
        }
        assertThat(flipped).isBetween(900, 1_100);
    }

    @Test
    void cropMovesThePictureToEveryPlaceAndFillsWithZeros() {
        Shape shape = Shape.of(2, 3, 4);
        Set<Integer> places = new HashSet<>();
        RandomStream random = stream(2);
        for (int round = 0; round < 500; round++) {
            float[] image = new float[24];
            image[5] = 1;
            image[12 + 5] = 2;
            new RandomCrop(1).apply(image, 0, shape, random, new float[24]);
            for (int at = 0; at < 12; at++) {
                assertThat(image[12 + at]).isEqualTo(2 * image[at]);
                if (image[at] != 0) {
                    places.add(at);
                }
            }
        }
        assertThat(places).containsExactlyInAnyOrder(0, 1, 2, 4, 5, 6, 8, 9, 10);
    }

    @Test
    void cropMayPushThePictureOutAltogether() {
        RandomStream random = stream(3);
        for (int round = 0; round < 300; round++) {
            float[] image = COUNTING.clone();
            new RandomCrop(7).apply(image, 0, TWO_BY_THREE, random, new float[12]);
            for (float value : image) {
                assertThat(value).isBetween(0f, 12f);
            }
        }
    }

    @Test
    void rotationByAQuarterTurnsRowsIntoColumns() {
        // The sample is rotated by +90 or -90 degrees up to rounding when the draw is at the end of the range.
        Shape shape = Shape.of(1, 3, 3);
        RandomStream random = stream(4);
        boolean close = false;
        for (int round = 0; round < 2_000 && !close; round++) {
            float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9};
            new RandomRotation(90).apply(image, 0, shape, random, new float[9]);
            assertThat(image[4]).isCloseTo(5, within(1e-5f));
            close = Math.abs(image[1] - 4) < 0.05 && Math.abs(image[3] - 8) < 0.05;
        }
        assertThat(close).isTrue();
    }

    @Test
    void rotationByNothingChangesNothing() {
        float[] image = COUNTING.clone();
        new RandomRotation(0).apply(image, 0, TWO_BY_THREE, stream(5), new float[12]);
        assertThat(image).isEqualTo(COUNTING);
    }

    @Test
    void normalizeUsesTheNumbersOfEachChannel() {
        float[] image = COUNTING.clone();
        Normalize.of(new float[] {1, 7}, new float[] {2, 0.5f}).apply(image, 0, TWO_BY_THREE, null, new float[12]);
        assertThat(image).containsExactly(0, 0.5f, 1, 1.5f, 2, 2.5f, 0, 2, 4, 6, 8, 10);
    }

    @Test
    void measuredNormalizationGivesMeanZeroAndVarianceOne() {
        StrokeDigits digits = StrokeDigits.train(200, 1);
        Normalize measured = Normalize.measure(digits, 1_000);
        double sum = 0;
        double squares = 0;
        float[] image = new float[784];
        for (int i = 0; i < 200; i++) {
            digits.read(i, image, 0);
            measured.apply(image, 0, digits.imageShape(), null, image);
            for (float value : image) {
                sum += value;
                squares += value * value;
            }
        }
        assertThat(sum / (200 * 784)).isCloseTo(0, within(1e-4));
        assertThat(squares / (200 * 784)).isCloseTo(1, within(1e-3));
    }

    @Test
    void constantChannelBecomesZeroInsteadOfInfinite() {
        Normalize measured = Normalize.measure(new NumberedDataset(1, 2, 3, 3), 10);
        assertThat(measured.std()).containsExactly(1f, 1f);
        assertThatThrownBy(() -> Normalize.measure(new NumberedDataset(0, 1, 1, 1), 10))
                .hasMessage("no sample of numbered to measure");
    }

    @Test
    void evaluationKeepsOnlyWhatIsNotRandom() {
        Normalize normalize = norm(1);
        Augmentation augmentation = Augmentation.of(1, new RandomFlip(), normalize, new RandomCrop(2));
        assertThat(augmentation.forEvaluation().transforms()).containsExactly(normalize);
    }

    @Test
    void channelsAreCheckedBeforeTheFirstImage() {
        assertThatThrownBy(() -> Augmentation.of(1, norm(3)).applier(TWO_BY_THREE))
                .isInstanceOf(CortadoException.class)
                .hasMessage("normalization is for 3 channels, but images are 2x2x3; "
                        + "give one mean and one std per channel");
    }

    @Test
    void refusesImpossibleSettings() {
        assertThatThrownBy(() -> new RandomFlip(1.5)).hasMessage("probability must be from 0 to 1, but is 1.5");
        assertThatThrownBy(() -> new RandomFlip(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RandomCrop(2).check(TWO_BY_THREE))
                .hasMessage(
                        "crop:2: images of 2x2x3 could be moved out of sight by 2 pixels; use a padding below 2, such as 1");
        assertThatThrownBy(() -> new RandomCrop(-1)).hasMessage("padding must be from 0 to 1048576, but is -1");
        assertThatThrownBy(() -> new RandomRotation(181)).hasMessage("degrees must be from 0 to 180, but is 181.0");
        assertThatThrownBy(() -> Normalize.of(new float[1], new float[] {0}))
                .hasMessage("mean must be finite and std positive, but channel 0 has 0.0 and 0.0");
        assertThatThrownBy(() -> Normalize.of(new float[1], new float[2]))
                .hasMessage("one mean and one std per channel are needed, but there are 1 and 2");
    }

    @Test
    void allocatesNothingInSteadyState() {
        assertThat(bytesPerImage(norm(1), new RandomFlip(), new RandomCrop(2))).isZero();
        // Newer JVMs write StrictMath in Java, where sin and cos take an array of two each until they are compiled.
        assertThat(bytesPerImage(new RandomRotation(10))).isLessThanOrEqualTo(64);
    }

    private static long bytesPerImage(Transform... transforms) {
        Augmentation.Applier applier = Augmentation.of(1, transforms).applier(Shape.of(1, 28, 28));
        float[] image = digit();
        for (int i = 0; i < 200; i++) {
            applier.apply(image, 0, 0, i);
        }
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long id = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(id);
        for (int i = 0; i < 2_000; i++) {
            applier.apply(image, 0, 0, i);
        }
        return (threads.getThreadAllocatedBytes(id) - before) / 2_000;
    }

    private static Normalize norm(int channels) {
        float[] ones = new float[channels];
        Arrays.fill(ones, 1f);
        return Normalize.of(new float[channels], ones);
    }

    private static float[] applied(Augmentation augmentation, long epoch, int index) {
        float[] image = digit();
        augmentation.applier(Shape.of(1, 28, 28)).apply(image, 0, epoch, index);
        return image;
    }

    private static float[] digit() {
        float[] image = new float[784];
        StrokeDigits.train(1, 1).read(0, image, 0);
        return image;
    }

    private static RandomStream stream(long seed) {
        return new RandomStream(RandomKey.of(seed));
    }
}
