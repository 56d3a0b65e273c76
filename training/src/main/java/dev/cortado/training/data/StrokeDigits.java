package dev.cortado.training.data;

import dev.cortado.api.Shape;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.stream.IntStream;

/**
 * Draws the built-in data set: ten classes of gray 28x28 digits in random handwriting, of any size, from a seed.
 *
 * <p>No file and no font is needed: digits are drawn from strokes with random shape, slant, scale, place, thickness,
 * bending, noise and stray marks. Sample {@code i} depends on the seed, the split and {@code i} alone, so a larger set
 * begins with the samples of a smaller one; the bytes are the same on every machine and for any number of threads. Each
 * ten samples in a row hold each digit once, in random order. Training and test split never share a drawing.
 *
 * <p>It is made to need a convolutional network: a linear classifier stays below 93 % on it, a LeNet passes 99 %.
 */
public final class StrokeDigits extends ByteDataset {

    /** The name by which the data set is chosen. */
    public static final String NAME = "digits";

    /** Height and width of an image in pixels. */
    public static final int SIDE = 28;

    private static final int CLASSES = 10;
    private static final int CHUNK = 64;

    private StrokeDigits(String split, byte[] pixels, byte[] labels) {
        super(NAME + "/" + split, Shape.of(1, SIDE, SIDE), IdxDataset.DIGITS, pixels, labels);
    }

    /**
     * Draws the training split.
     *
     * @param size number of images, at least 0 and at most 2,739,137 (2 GiB)
     * @param seed any number; equal seeds give equal images
     * @throws IllegalArgumentException if the size is out of range
     */
    public static StrokeDigits train(int size, long seed) {
        return draw("train", size, seed);
    }

    /**
     * Draws the test split, which shares no drawing with the training split of the same seed.
     *
     * @param size number of images, at least 0 and at most 2,739,137 (2 GiB)
     * @param seed any number; equal seeds give equal images
     * @throws IllegalArgumentException if the size is out of range
     */
    public static StrokeDigits test(int size, long seed) {
        return draw("test", size, seed);
    }

    private static StrokeDigits draw(String split, int size, long seed) {
        if (size < 0 || (long) size * SIDE * SIDE > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "size must be from 0 to " + MAX_BYTES / (SIDE * SIDE) + ", but is " + size);
        }
        byte[] pixels = new byte[size * SIDE * SIDE];
        byte[] labels = new byte[size];
        RandomKey key = RandomKey.of(seed).derive(NAME).derive(split);
        // Threads share nothing but the arrays and write disjoint chunks of them.
        IntStream.range(0, (size + CHUNK - 1) / CHUNK)
                .parallel()
                .forEach(chunk -> drawChunk(key, chunk * CHUNK, Math.min(size, (chunk + 1) * CHUNK), pixels, labels));
        return new StrokeDigits(split, pixels, labels);
    }

    private static void drawChunk(RandomKey key, int from, int to, byte[] pixels, byte[] labels) {
        StrokeArtist artist = new StrokeArtist(SIDE);
        RandomKey drawings = key.derive("drawings");
        RandomKey orders = key.derive("orders");
        RandomStream random = new RandomStream(key);
        int[] order = null;
        for (int i = from; i < to; i++) {
            if (order == null || i % CLASSES == 0) {
                order = new RandomStream(orders.derive(i / CLASSES)).permutation(CLASSES);
            }
            int digit = order[i % CLASSES];
            labels[i] = (byte) digit;
            random.reset(drawings, i);
            artist.draw(digit, random, pixels, i * SIDE * SIDE);
        }
    }
}
