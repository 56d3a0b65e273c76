package dev.cortado.backend.cpu.kernel.normalize;

import static dev.cortado.backend.cpu.kernel.reduce.RowLoop.LANES;

import dev.cortado.backend.cpu.kernel.reduce.LaneTree;
import java.util.Arrays;

/** The loops of normalization: the twin of {@link VectorNormalization}. */
final class ScalarNormalization implements NormalizationLoops {

    @Override
    public float squares(float[] x, int xi, int n, float mean, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0);
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                float d = x[xi + i + l] - mean;
                lanes[l] = Math.fma(d, d, lanes[l]);
            }
        }
        return squaresTail(x, xi, n, mean, lanes);
    }

    static float squaresTail(float[] x, int xi, int n, float mean, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            float d = x[xi + i + l] - mean;
            lanes[l] = Math.fma(d, d, lanes[l]);
        }
        return LaneTree.sum(lanes);
    }

    @Override
    public float products(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0);
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.fma(x[xi + i + l] - mean, dy[dyi + i + l], lanes[l]);
            }
        }
        return productsTail(x, xi, dy, dyi, n, mean, lanes);
    }

    static float productsTail(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = Math.fma(x[xi + i + l] - mean, dy[dyi + i + l], lanes[l]);
        }
        return LaneTree.sum(lanes);
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
            float[] x, int xi, float[] dy, int dyi, float[] dx, int dxi, int n, float mean, float slope, float offset,
            float factor) {
        gradientTail(x, xi, dy, dyi, dx, dxi, n, mean, slope, offset, factor);
    }

    static void gradientTail(
            float[] x, int xi, float[] dy, int dyi, float[] dx, int dxi, int n, float mean, float slope, float offset,
            float factor) {
        for (int i = 0; i < n; i++) {
            dx[dxi + i] = Math.fma(x[xi + i] - mean, slope, dy[dyi + i] + offset) * factor;
        }
    }
}
