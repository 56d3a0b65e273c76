package dev.cortado.backend.cpu.kernel.window;

/** The loops of pooling by 2x2: first over the two rows of a window, then over its two columns. */
interface HalvingLoops {

    /** Combines two rows, {@code width} apart, for each of several pairs of rows; may write a vector behind the end. */
    void rows(float[] x, int xi, int width, int pairs, float[] y);

    /** Combines neighbours: {@code y[i] = x[2i] op x[2i + 1]}; may read a vector behind the end. */
    void columns(float[] x, int xi, float[] y, int yi, int n);
}
