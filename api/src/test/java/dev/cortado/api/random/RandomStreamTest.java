package dev.cortado.api.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    private static final long STREAM_HASH = -3266894266096364955L;

    @Test
    void wordsAreThoseOfPhiloxInOrder() {
        RandomStream stream = new RandomStream(new RandomKey(0));
        int[] expected = new int[8];
        Philox.block(0, 0, 0, 0, 0, 0, expected, 0);
        Philox.block(0, 0, 1, 0, 0, 0, expected, 4);
        assertThat(IntStream.range(0, 8).map(i -> stream.nextInt()).toArray()).isEqualTo(expected);
    }

    /** The bits were taken on Java 17 and hold on every JVM, because only StrictMath is used. */
    @Test
    void bitsAreFixed() {
        RandomStream stream = new RandomStream(RandomKey.of(42));
        long hash = 0;
        for (int i = 0; i < 1000; i++) {
            hash = hash * 31 + Double.doubleToRawLongBits(stream.nextGaussian());
            hash = hash * 31 + Double.doubleToRawLongBits(stream.nextDouble());
            hash = hash * 31 + Float.floatToRawIntBits(stream.nextFloat());
            hash = hash * 31 + stream.nextInt(1 + i);
        }
        assertThat(hash).isEqualTo(STREAM_HASH);
    }

    @Test
    void resetEqualsANewStream() {
        RandomKey key = RandomKey.of(5);
        RandomStream reused = new RandomStream(RandomKey.of(9));
        reused.nextGaussian();
        reused.nextInt();
        reused.reset(key, 3);
        RandomStream fresh = new RandomStream(key.derive(3));
        for (int i = 0; i < 10; i++) {
            assertThat(reused.nextGaussian()).isEqualTo(fresh.nextGaussian());
            assertThat(reused.nextInt()).isEqualTo(fresh.nextInt());
        }
    }

    @Test
    void boundedIntegersAreUniform() {
        RandomStream stream = new RandomStream(RandomKey.of(1));
        int[] counts = new int[7];
        for (int i = 0; i < 70_000; i++) {
            counts[stream.nextInt(7)]++;
        }
        // Standard deviation of a count is 93.
        assertThat(Arrays.stream(counts).boxed()).allMatch(count -> count > 9_600 && count < 10_400);
    }

    @Test
    void largeBoundsAreUnbiased() {
        RandomStream stream = new RandomStream(RandomKey.of(2));
        int bound = 0x60000000;
        int lowThird = 0;
        for (int i = 0; i < 30_000; i++) {
            if (stream.nextInt(bound) < bound / 3) {
                lowThird++;
            }
        }
        assertThat(lowThird).isBetween(9_700, 10_300);
    }

    @Test
    void boundOfOneIsZeroAndLessIsRefused() {
        RandomStream stream = new RandomStream(RandomKey.of(3));
        assertThat(stream.nextInt(1)).isZero();
        assertThatThrownBy(() -> stream.nextInt(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bound must be at least 1, but is 0");
    }

    @Test
    void fractionsStayBelowOneAndAverageToAHalf() {
        RandomStream stream = new RandomStream(RandomKey.of(4));
        double sum = 0;
        for (int i = 0; i < 20_000; i++) {
            double wide = stream.nextDouble();
            float narrow = stream.nextFloat();
            assertThat(wide >= 0 && wide < 1 && narrow >= 0 && narrow < 1).isTrue();
            sum += wide + narrow;
        }
        assertThat(sum / 40_000).isCloseTo(0.5, within(0.01));
    }

    @Test
    void gaussiansHaveMeanZeroAndVarianceOne() {
        RandomStream stream = new RandomStream(RandomKey.of(6));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 100_000; i++) {
            double value = stream.nextGaussian();
            sum += value;
            squares += value * value;
        }
        assertThat(sum / 100_000).isCloseTo(0, within(0.015));
        assertThat(squares / 100_000).isCloseTo(1, within(0.025));
    }

    @Test
    void permutationHoldsEveryNumberOnce() {
        for (int size : new int[] {0, 1, 2, 7, 1000}) {
            int[] order = new RandomStream(RandomKey.of(7)).permutation(size);
            int[] sorted = order.clone();
            Arrays.sort(sorted);
            assertThat(sorted).isEqualTo(IntStream.range(0, size).toArray());
        }
        assertThat(new RandomStream(RandomKey.of(7)).permutation(1000))
                .isNotEqualTo(IntStream.range(0, 1000).toArray());
    }

    @Test
    void everyOrderOfThreeIsEquallyLikely() {
        RandomStream stream = new RandomStream(RandomKey.of(8));
        int[] counts = new int[27];
        for (int i = 0; i < 6_000; i++) {
            int[] order = stream.permutation(3);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        assertThat(Arrays.stream(counts).filter(count -> count > 0).boxed())
                .hasSize(6)
                .allMatch(count -> count > 880 && count < 1_120);
    }
}
