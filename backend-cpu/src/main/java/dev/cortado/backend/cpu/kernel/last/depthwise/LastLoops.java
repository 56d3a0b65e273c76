package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;

/** What depthwise convolutions do with the channels of pixels, as vectors or as scalar twins of equal bits. */
abstract class LastLoops {

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

    /**
     * Computes results: a start plus weights times what taps see, tap after tap, by fused multiply-adds.
     *
     * @param x what is seen
     * @param at where the first tap would start if its offset were 0
     * @param step distance between what a tap sees at two results
     * @param offsets where each tap starts, relative to {@code at}
     * @param neighbours whether there are three rows of three taps, each beside the next, {@code step} apart, and their
     *     weights are equally far apart
     * @param w the weights
     * @param wi where those of a channel block would start if their tap were the first
     * @param weights where those of each tap start, relative to {@code wi}
     * @param start where the starts begin, in {@code w}
     * @param y the results
     * @param yi where they start
     * @param stride distance between results
     * @param count how many of each channel
     * @param channels how many
     */
    abstract void convolve(
            float[] x,
            int at,
            int step,
            int[] offsets,
            boolean neighbours,
            float[] w,
            int wi,
            int[] weights,
            int start,
            float[] y,
            int yi,
            int stride,
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
