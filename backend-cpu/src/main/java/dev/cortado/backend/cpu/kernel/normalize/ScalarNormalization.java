package dev.cortado.backend.cpu.kernel.normalize;

import static dev.cortado.backend.cpu.kernel.reduce.RowLoop.LANES;

/** The loops of normalization: the twin of {@link VectorNormalization}. */
final class ScalarNormalization implements NormalizationLoops {

    @Override
    public void sums(float[] x, int xi, int n, float[] lanes) {
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = lanes[l] + x[xi + i + l];
            }
        }
        sumsTail(x, xi, n, lanes);
    }

    static void sumsTail(float[] x, int xi, int n, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = lanes[l] + x[xi + i + l];
        }
    }

    @Override
    public void squares(float[] x, int xi, int n, float mean, float[] lanes) {
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.fma(x[xi + i + l] - mean, x[xi + i + l] - mean, lanes[l]);
            }
        }
        squaresTail(x, xi, n, mean, lanes);
    }

    static void squaresTail(float[] x, int xi, int n, float mean, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = Math.fma(x[xi + i + l] - mean, x[xi + i + l] - mean, lanes[l]);
        }
    }

    @Override
    public void products(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes) {
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.fma(x[xi + i + l] - mean, dy[dyi + i + l], lanes[l]);
            }
        }
        productsTail(x, xi, dy, dyi, n, mean, lanes);
    }

    static void productsTail(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = Math.fma(x[xi + i + l] - mean, dy[dyi + i + l], lanes[l]);
        }
    }

    @Override
    public void normalize(float[] x, int xi, float[] y, int yi, int n, float mean, float factor, float shift) {
        normalizeTail(x, xi, y, yi, n, mean, factor, shift);
    }

    static void normalizeTail(float[] x, int xi, float[] y, int yi, int n, float mean, float factor, float shift) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = Math.fma(x[xi + i] - mean, factor, shift);
        }
    }

    @Override
    public void gradient(
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
            float factor) {
        gradientTail(x, xi, dy, dyi, dx, dxi, n, mean, slope, offset, factor);
    }

    static void gradientTail(
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
            float factor) {
        for (int i = 0; i < n; i++) {
            dx[dxi + i] = Math.fma(x[xi + i] - mean, slope, dy[dyi + i] + offset) * factor;
        }
    }
}
