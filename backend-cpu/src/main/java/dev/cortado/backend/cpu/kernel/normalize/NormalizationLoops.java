package dev.cortado.backend.cpu.kernel.normalize;

/** The loops of batch normalization over one plane of one channel. */
interface NormalizationLoops {

    /** Returns the sum of squared deviations from the mean; {@code lanes} is room for partial sums. */
    float squares(float[] x, int xi, int n, float mean, float[] lanes);

    /** Returns the sum of {@code (x - mean) * dy}. */
    float products(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes);

    /** Computes {@code y = (x - mean) * factor + shift}. */
    void normalize(float[] x, int xi, float[] y, int yi, int n, float mean, float factor, float shift);

    /** Computes {@code dx = ((x - mean) * slope + (dy + offset)) * factor}. */
    void gradient(
            float[] x, int xi, float[] dy, int dyi, float[] dx, int dxi, int n, float mean, float slope, float offset,
            float factor);
}
