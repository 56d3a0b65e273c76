package dev.cortado.backend.cpu.kernel.reduce;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.reduce.RowLoop.LANES;

import jdk.incubator.vector.FloatVector;

/**
 * Row reductions over vectors: vectors of fewer lanes than there are partial results go over the row several times.
 *
 * <p>The running vector is stored in every round: behind the loop the JIT does not always know its class, and then makes an
 * object of it.
 */
final class VectorRows {

    private VectorRows() {}

    static float sum(float[] x, int xi, int n, float[] lanes) {
        if (n < LANES) {
            return ScalarRows.sum(x, xi, n, lanes);
        }
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            sumLanes(x, xi + lane, full, lanes, lane);
        }
        return ScalarRows.sumTail(x, xi, n, lanes);
    }

    private static void sumLanes(float[] x, int xi, int full, float[] lanes, int lane) {
        FloatVector acc = FloatVector.zero(FLOATS);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + i);
            acc = acc.add(v);
            acc.intoArray(lanes, lane);
        }
    }

    static float sumSquares(float[] x, int xi, int n, float[] lanes) {
        if (n < LANES) {
            return ScalarRows.sumSquares(x, xi, n, lanes);
        }
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            sumSquaresLanes(x, xi + lane, full, lanes, lane);
        }
        return ScalarRows.sumSquaresTail(x, xi, n, lanes);
    }

    private static void sumSquaresLanes(float[] x, int xi, int full, float[] lanes, int lane) {
        FloatVector acc = FloatVector.zero(FLOATS);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + i);
            acc = v.fma(v, acc);
            acc.intoArray(lanes, lane);
        }
    }

    static float max(float[] x, int xi, int n, float[] lanes) {
        if (n < LANES) {
            return ScalarRows.max(x, xi, n, lanes);
        }
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            maxLanes(x, xi + lane, full, lanes, lane);
        }
        return ScalarRows.maxTail(x, xi, n, lanes);
    }

    private static void maxLanes(float[] x, int xi, int full, float[] lanes, int lane) {
        FloatVector acc = FloatVector.broadcast(FLOATS, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + i);
            acc = acc.max(v);
            acc.intoArray(lanes, lane);
        }
    }

    static float min(float[] x, int xi, int n, float[] lanes) {
        if (n < LANES) {
            return ScalarRows.min(x, xi, n, lanes);
        }
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            minLanes(x, xi + lane, full, lanes, lane);
        }
        return ScalarRows.minTail(x, xi, n, lanes);
    }

    private static void minLanes(float[] x, int xi, int full, float[] lanes, int lane) {
        FloatVector acc = FloatVector.broadcast(FLOATS, Float.POSITIVE_INFINITY);
        for (int i = 0; i < full; i += LANES) {
            FloatVector v = FloatVector.fromArray(FLOATS, x, xi + i);
            acc = acc.min(v);
            acc.intoArray(lanes, lane);
        }
    }
}
