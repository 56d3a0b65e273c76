package dev.cortado.backend.cpu.kernel.reduce;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/**
 * Column reductions with a lane per column, which keeps the order of rows. Columns that fill no vector are reduced in one that
 * begins before them, and gives what it gave there.
 *
 * <p>The running vector is stored in every round: behind the loop the JIT does not always know its class, and then makes an
 * object of it.
 */
final class VectorColumns {

    private VectorColumns() {}

    static void sum(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            sumOfLanes(x, xi + c, stride, rows, y, yi + c);
        }
        if (full > 0 && full < n) {
            sumOfLanes(x, xi + n - COUNT, stride, rows, y, yi + n - COUNT);
        } else {
            ScalarColumns.sum(x, xi + full, stride, rows, y, yi + full, n - full);
        }
    }

    private static void sumOfLanes(float[] x, int xi, int stride, int rows, float[] y, int yi) {
        FloatVector acc = FloatVector.zero(FLOATS);
        for (int r = 0; r < rows; r++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride);
            acc = acc.add(v);
            acc.intoArray(y, yi);
        }
    }

    static void sumSquares(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            sumSquaresOfLanes(x, xi + c, stride, rows, y, yi + c);
        }
        if (full > 0 && full < n) {
            sumSquaresOfLanes(x, xi + n - COUNT, stride, rows, y, yi + n - COUNT);
        } else {
            ScalarColumns.sumSquares(x, xi + full, stride, rows, y, yi + full, n - full);
        }
    }

    private static void sumSquaresOfLanes(float[] x, int xi, int stride, int rows, float[] y, int yi) {
        FloatVector acc = FloatVector.zero(FLOATS);
        for (int r = 0; r < rows; r++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride);
            acc = v.fma(v, acc);
            acc.intoArray(y, yi);
        }
    }

    static void max(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            maxOfLanes(x, xi + c, stride, rows, y, yi + c);
        }
        if (full > 0 && full < n) {
            maxOfLanes(x, xi + n - COUNT, stride, rows, y, yi + n - COUNT);
        } else {
            ScalarColumns.max(x, xi + full, stride, rows, y, yi + full, n - full);
        }
    }

    private static void maxOfLanes(float[] x, int xi, int stride, int rows, float[] y, int yi) {
        FloatVector acc = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride);
            acc = acc.max(v);
            acc.intoArray(y, yi);
        }
    }

    static void min(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            minOfLanes(x, xi + c, stride, rows, y, yi + c);
        }
        if (full > 0 && full < n) {
            minOfLanes(x, xi + n - COUNT, stride, rows, y, yi + n - COUNT);
        } else {
            ScalarColumns.min(x, xi + full, stride, rows, y, yi + full, n - full);
        }
    }

    private static void minOfLanes(float[] x, int xi, int stride, int rows, float[] y, int yi) {
        FloatVector acc = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
        for (int r = 0; r < rows; r++) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride);
            acc = acc.min(v);
            acc.intoArray(y, yi);
        }
    }
}
