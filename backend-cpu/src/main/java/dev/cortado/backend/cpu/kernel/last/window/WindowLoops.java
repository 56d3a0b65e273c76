package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;

/** What is done to the channels of pixels under a window, as vectors or as scalar twins of equal bits. */
interface WindowLoops {

    /** Returns the loops that go with the inner kernels of a product. */
    static WindowLoops of(InnerKernels inner) {
        return inner.isVector() ? VectorWindowLoops.INSTANCE : ScalarWindowLoops.INSTANCE;
    }

    /**
     * Adds what taps see, in row-major order.
     *
     * @param at where the first tap sees, or would see, a pixel
     */
    void sum(float[] x, int at, Taps taps, float[] y, int yi, int channels);

    /** Finds the largest of what taps see. */
    void max(float[] x, int at, Taps taps, float[] y, int yi, int channels);

    /**
     * Finds which taps see the largest, counted among those that see pixels: of equal ones the first, of several NaN the
     * last.
     */
    void search(float[] x, int at, Taps taps, float[] winners, int wi, int channels);

    /** Adds the gradients of those channels whose winner is a certain tap. */
    void add(float[] winners, int wi, float tap, float[] dy, int di, float[] dx, int xi, int channels);

    /**
     * Finds the largest of 2x2 pixels, side by side.
     *
     * @param row distance between the upper and the lower pixels
     * @param count how many places
     */
    void maxHalving(float[] x, int xi, int row, float[] y, int yi, int count, int channels);

    /** Gives gradients to the largest of 2x2 pixels and zeros to the others. */
    void halvingGradient(float[] x, int xi, int row, float[] dy, int di, float[] dx, int dxi, int count, int channels);
}
