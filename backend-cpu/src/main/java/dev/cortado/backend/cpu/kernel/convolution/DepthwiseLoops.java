package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;

/** What depthwise convolutions do with the views of a {@link Stage}, as vectors or as scalar twins of equal bits. */
abstract class DepthwiseLoops {

    /** Partial sums of a dot product; element i of a view belongs to number {@code i % SUMS}. */
    static final int SUMS = 16;

    /** Returns the loops that go with the inner kernels of a product. */
    static DepthwiseLoops of(InnerKernels inner) {
        return inner.isVector() ? VectorDepthwise.INSTANCE : ScalarDepthwise.INSTANCE;
    }

    /**
     * Adds views times their weights to results, view after view, by fused multiply-adds.
     *
     * @param stage the views
     * @param at where they start
     * @param views where each starts, relative to {@code at}
     * @param weights one for each view
     * @param wi where they start
     * @param result the results
     * @param ri where they start
     * @param count how many
     */
    abstract void add(float[] stage, int at, int[] views, float[] weights, int wi, float[] result, int ri, int count);

    /**
     * Adds the products of views and gradients to partial sums.
     *
     * @param stage the views
     * @param at where they start
     * @param views where each starts, relative to {@code at}
     * @param gradient the gradients
     * @param gi where they start
     * @param count how many
     * @param sums {@link #SUMS} for each view
     * @param si where they start
     */
    abstract void dots(float[] stage, int at, int[] views, float[] gradient, int gi, int count, float[] sums, int si);
}
