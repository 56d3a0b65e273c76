package dev.cortado.backend.cpu.kernel.softmax;

/** The loops of softmax over one row. */
interface SoftmaxLoops {

    /** Computes {@code y = x / divisor}. */
    void divide(float[] x, int xi, float divisor, float[] y, int yi, int n);

    /** Computes {@code y = (x - first) - second}. */
    void subtract(float[] x, int xi, float first, float second, float[] y, int yi, int n);
}
