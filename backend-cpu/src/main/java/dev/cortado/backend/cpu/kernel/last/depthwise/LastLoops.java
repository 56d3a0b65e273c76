package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;

/** What depthwise convolutions do with the channels of pixels, as vectors or as scalar twins of equal bits. */
abstract class LastLoops {

    private static final int FOUR = 4;

    /** Returns the loops that go with the inner kernels of a product. */
    static LastLoops of(InnerKernels inner) {
        return inner.isVector() ? VectorLastLoops.INSTANCE : ScalarLastLoops.INSTANCE;
    }

    /**
     * Copies channels of pixels.
     *
     * @param stride distance between pixels of the source
     * @param width distance between pixels of the target
     */
    abstract void copy(float[] from, int fi, int stride, int channels, int pixels, float[] to, int ti, int width);

    /** Returns how many floats of zeros the loops want. */
    static int zeros(int channels) {
        return FOUR * channels;
    }

    /**
     * Computes results: a start plus weights times what taps see, tap after tap, by fused multiply-adds.
     *
     * @param x what is seen
     * @param seen where each tap starts; negative for one that sees zeros at all places
     * @param taps how many
     * @param step distance between what a tap sees at two results
     * @param zeros an array with {@link #zeros} zeros
     * @param zi where they start
     * @param w the weights, tap after tap
     * @param wi where they start
     * @param start where the starts begin, in {@code w}
     * @param y the results
     * @param yi where they start
     * @param stride distance between results
     * @param count how many of each channel
     * @param channels how many
     */
    abstract void convolve(
            float[] x,
            int[] seen,
            int taps,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels);

    /**
     * Computes results, four at a time, of three rows of three taps side by side; as {@link #convolve} does.
     *
     * @param x what is seen
     * @param seen for each row where the pixel left of the middle taps' four pixels starts, where these start, and where the
     *     pixel right of them does; negative for zeros
     * @param zeros an array with {@link #zeros} zeros
     * @param zi where they start
     * @param w the weights, tap after tap
     * @param wi where they start
     * @param start where the starts begin, in {@code w}
     * @param y the results
     * @param yi where they start
     * @param stride distance between results
     * @param count how many of each channel, a multiple of four
     * @param channels how many
     */
    abstract void neighbours(
            float[] x,
            int[] seen,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels);

    /**
     * Computes results of four rows of three rows of three taps side by side; as {@link #convolve} does.
     *
     * @param x what is seen
     * @param seen where the first tap's pixel starts in each of the six rows that are seen; negative for zeros
     * @param zeros an array with {@link #zeros} zeros
     * @param zi where they start
     * @param w the weights, tap after tap
     * @param wi where they start
     * @param start where the starts begin, in {@code w}
     * @param y the results
     * @param yi where they start
     * @param pitch distance between rows of results
     * @param count how many of each channel in a row
     * @param channels how many
     */
    abstract void fourRows(
            float[] x,
            int[] seen,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int pitch,
            int count,
            int channels);

    /**
     * Returns how many channels lie together in partial sums of so many.
     *
     * <p>Channel c belongs to group c divided by it; the last group ends with the last channel, and so begins within the one
     * before if it has fewer.
     */
    abstract int group(int channels);

    /**
     * Adds products of gradients and what taps see to partial sums, place after place, by fused multiply-adds.
     *
     * @param x what is seen
     * @param at where the first tap would start if its offset were 0
     * @param step distance between what a tap sees at two places
     * @param offsets where each tap starts, relative to {@code at}
     * @param dy the gradients
     * @param di where they start
     * @param stride distance between gradients
     * @param count how many of each channel
     * @param channels how many
     * @param sums the partial sums
     * @param si where they start
     * @param width distance between those of two taps
     */
    abstract void dots(
            float[] x,
            int at,
            int step,
            int[] offsets,
            float[] dy,
            int di,
            int stride,
            int count,
            int channels,
            float[] sums,
            int si,
            int width);
}
