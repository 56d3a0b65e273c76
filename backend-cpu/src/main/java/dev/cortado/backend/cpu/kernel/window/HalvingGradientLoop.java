package dev.cortado.backend.cpu.kernel.window;

/** The gradient of a maximum over 2x2 windows that touch every element. */
@FunctionalInterface
interface HalvingGradientLoop {

    /**
     * Computes pairs of rows.
     *
     * @param x the forward input
     * @param width the width of a row, which is even
     * @param dy a gradient per window
     * @param dx receives the gradient of the input; up to a vector may be written behind the end
     */
    void run(float[] x, int xi, int width, int pairs, float[] dy, int dyi, float[] dx, int dxi);
}
