package dev.cortado.backend.cpu.kernel.reduce;

import static dev.cortado.backend.cpu.kernel.reduce.RowLoop.LANES;

import java.util.Arrays;

/** Row reductions in plain loops: the twins of {@link VectorRows}. */
final class ScalarRows {

    private ScalarRows() {}

    static float sum(float[] x, int xi, int n, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0);
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = lanes[l] + x[xi + i + l];
            }
        }
        return sumTail(x, xi, n, lanes);
    }

    /** Takes the elements behind the last full group and combines the partial results. */
    static float sumTail(float[] x, int xi, int n, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = lanes[l] + x[xi + i + l];
        }
        return LaneTree.sum(lanes);
    }

    static float sumSquares(float[] x, int xi, int n, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, 0);
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.fma(x[xi + i + l], x[xi + i + l], lanes[l]);
            }
        }
        return sumSquaresTail(x, xi, n, lanes);
    }

    /** Takes the elements behind the last full group and combines the partial results. */
    static float sumSquaresTail(float[] x, int xi, int n, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = Math.fma(x[xi + i + l], x[xi + i + l], lanes[l]);
        }
        return LaneTree.sum(lanes);
    }

    static float max(float[] x, int xi, int n, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, Float.NEGATIVE_INFINITY);
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.max(lanes[l], x[xi + i + l]);
            }
        }
        return maxTail(x, xi, n, lanes);
    }

    /** Takes the elements behind the last full group and combines the partial results. */
    static float maxTail(float[] x, int xi, int n, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = Math.max(lanes[l], x[xi + i + l]);
        }
        return LaneTree.max(lanes);
    }

    static float min(float[] x, int xi, int n, float[] lanes) {
        Arrays.fill(lanes, 0, LANES, Float.POSITIVE_INFINITY);
        for (int i = 0; i + LANES <= n; i += LANES) {
            for (int l = 0; l < LANES; l++) {
                lanes[l] = Math.min(lanes[l], x[xi + i + l]);
            }
        }
        return minTail(x, xi, n, lanes);
    }

    /** Takes the elements behind the last full group and combines the partial results. */
    static float minTail(float[] x, int xi, int n, float[] lanes) {
        int i = n / LANES * LANES;
        for (int l = 0; i + l < n; l++) {
            lanes[l] = Math.min(lanes[l], x[xi + i + l]);
        }
        return LaneTree.min(lanes);
    }
}
