package dev.cortado.backend.cpu.kernel.reduce;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** Column reductions with a lane per column, which keeps the order of rows. */
final class VectorColumns {

    private VectorColumns() {}

    static void sum(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            FloatVector acc = FloatVector.zero(FLOATS);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride + c);
                acc = acc.add(v);
            }
            acc.intoArray(y, yi + c);
        }
        ScalarColumns.sum(x, xi + full, stride, rows, y, yi + full, n - full);
    }

    static void sumSquares(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            FloatVector acc = FloatVector.zero(FLOATS);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride + c);
                acc = v.fma(v, acc);
            }
            acc.intoArray(y, yi + c);
        }
        ScalarColumns.sumSquares(x, xi + full, stride, rows, y, yi + full, n - full);
    }

    static void max(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            FloatVector acc = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride + c);
                acc = acc.max(v);
            }
            acc.intoArray(y, yi + c);
        }
        ScalarColumns.max(x, xi + full, stride, rows, y, yi + full, n - full);
    }

    static void min(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int c = 0; c < full; c += COUNT) {
            FloatVector acc = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
            for (int r = 0; r < rows; r++) {
                FloatVector v = FloatVector.fromArray(FLOATS, x, xi + r * stride + c);
                acc = acc.min(v);
            }
            acc.intoArray(y, yi + c);
        }
        ScalarColumns.min(x, xi + full, stride, rows, y, yi + full, n - full);
    }
}
