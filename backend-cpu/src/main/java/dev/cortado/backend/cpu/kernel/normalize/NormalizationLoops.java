package dev.cortado.backend.cpu.kernel.normalize;

/** The loops of batch normalization over one plane of one channel. */
interface NormalizationLoops {

    /** Adds x to partial sums, element i to that of number {@code i % 16}. */
    void sums(float[] x, int xi, int n, float[] lanes);

    /** Adds squared deviations from the mean to partial sums. */
    void squares(float[] x, int xi, int n, float mean, float[] lanes);

    /** Adds {@code (x - mean) * dy} to partial sums. */
    void products(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes);

    /** Computes {@code y = (x - mean) * factor + shift}. */
    void normalize(float[] x, int xi, float[] y, int yi, int n, float mean, float factor, float shift);

    /** Computes {@code dx = ((x - mean) * slope + (dy + offset)) * factor}. */
    void gradient(
            float[] x,
            int xi,
            float[] dy,
            int dyi,
            float[] dx,
            int dxi,
            int n,
            float mean,
            float slope,
            float offset,
            float factor);
}
