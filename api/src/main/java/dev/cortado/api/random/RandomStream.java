package dev.cortado.api.random;

import dev.cortado.api.Stability;

/**
 * Draws random numbers one after another on the host: the words of {@link Philox} under one {@link RandomKey}.
 *
 * <p>Two streams with equal keys give equal bits on every machine and every JVM: integers are exact, and what needs a
 * transcendental function uses {@link StrictMath}. Not safe for use by several threads; make one stream per task.
 */
@Stability.Stable
public final class RandomStream {

    private static final double TWO_PI = 2 * Math.PI;
    private static final double DOUBLE_UNIT = 0x1.0p-53;
    private static final float FLOAT_UNIT = 0x1.0p-24f;

    private final int[] words = new int[4];
    private int key0;
    private int key1;
    private long block;
    private int used;
    private double spareGaussian;
    private boolean hasSpare;

    /** Creates a stream at the beginning of the sequence of a key. */
    public RandomStream(RandomKey key) {
        reset(key);
    }

    /** Moves this stream to the beginning of the sequence of another key, as a new stream would be. */
    public void reset(RandomKey key) {
        start(key.value());
    }

    /** Moves this stream to the beginning of the sequence of {@code parent.derive(number)}, without allocating. */
    public void reset(RandomKey parent, long number) {
        start(RandomKey.derived(parent.value(), number));
    }

    private void start(long key) {
        key0 = (int) key;
        key1 = (int) (key >>> 32);
        block = 0;
        used = 4;
        hasSpare = false;
    }

    /** Returns the next 32 random bits. */
    public int nextInt() {
        if (used == 4) {
            Philox.block(key0, key1, (int) block, (int) (block >>> 32), 0, 0, words, 0);
            block++;
            used = 0;
        }
        return words[used++];
    }

    /**
     * Returns an integer from 0 to {@code bound - 1}, each with exactly the same probability.
     *
     * <p>Source: Lemire, "Fast random integer generation in an interval", 2019: multiply, and reject the few words that
     * would favour some results.
     *
     * @param bound at least 1
     * @throws IllegalArgumentException if {@code bound} is not positive
     */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be at least 1, but is " + bound);
        }
        long product = (nextInt() & 0xFFFFFFFFL) * bound;
        int low = (int) product;
        if (Integer.compareUnsigned(low, bound) < 0) {
            int threshold = Integer.remainderUnsigned(-bound, bound);
            while (Integer.compareUnsigned(low, threshold) < 0) {
                product = (nextInt() & 0xFFFFFFFFL) * bound;
                low = (int) product;
            }
        }
        return (int) (product >>> 32);
    }

    /** Returns a number from 0 to before 1, a multiple of 2^-53. */
    public double nextDouble() {
        long high = nextInt() >>> 5;
        long low = nextInt() >>> 6;
        return ((high << 26) | low) * DOUBLE_UNIT;
    }

    /** Returns a uniformly distributed number from {@code low} to {@code high}. */
    public double nextDouble(double low, double high) {
        return low + (high - low) * nextDouble();
    }

    /** Returns a number from 0 to before 1, a multiple of 2^-24. */
    public float nextFloat() {
        return (nextInt() >>> 8) * FLOAT_UNIT;
    }

    /**
     * Returns a normally distributed number with mean 0 and standard deviation 1.
     *
     * <p>Source: Box and Muller 1958, in the trigonometric form; two numbers are made at once and given out in turn.
     */
    public double nextGaussian() {
        if (hasSpare) {
            hasSpare = false;
            return spareGaussian;
        }
        double radius = Math.sqrt(-2 * StrictMath.log(1 - nextDouble()));
        double angle = TWO_PI * nextDouble();
        spareGaussian = radius * StrictMath.sin(angle);
        hasSpare = true;
        return radius * StrictMath.cos(angle);
    }

    /** Returns the numbers from 0 to {@code size - 1} in a random order, every order equally likely. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    /** Puts the elements of an array into a random order (Fisher and Yates), every order equally likely. */
    public void shuffle(int[] elements) {
        for (int i = elements.length - 1; i > 0; i--) {
            int j = nextInt(i + 1);
            int swap = elements[i];
            elements[i] = elements[j];
            elements[j] = swap;
        }
    }
}
