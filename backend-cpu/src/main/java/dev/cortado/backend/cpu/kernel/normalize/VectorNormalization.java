package dev.cortado.backend.cpu.kernel.normalize;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.reduce.RowLoop.LANES;

import jdk.incubator.vector.FloatVector;

/** The loops of normalization over vectors; sums are stored in every round for the reason given at the row reductions. */
final class VectorNormalization implements NormalizationLoops {

    @Override
    public void sums(float[] x, int xi, int n, float[] lanes) {
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            sumLanes(x, xi + lane, full, lanes, lane);
        }
        ScalarNormalization.sumsTail(x, xi, n, lanes);
    }

    private static void sumLanes(float[] x, int xi, int full, float[] lanes, int lane) {
        FloatVector acc = FloatVector.fromArray(FLOATS, lanes, lane);
        for (int i = 0; i < full; i += LANES) {
            acc = acc.add(FloatVector.fromArray(FLOATS, x, xi + i));
            acc.intoArray(lanes, lane);
        }
    }

    @Override
    public void squares(float[] x, int xi, int n, float mean, float[] lanes) {
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            squareLanes(x, xi + lane, full, mean, lanes, lane);
        }
        ScalarNormalization.squaresTail(x, xi, n, mean, lanes);
    }

    private static void squareLanes(float[] x, int xi, int full, float mean, float[] lanes, int lane) {
        FloatVector center = FloatVector.broadcast(FLOATS, mean);
        FloatVector acc = FloatVector.fromArray(FLOATS, lanes, lane);
        for (int i = 0; i < full; i += LANES) {
            FloatVector d = FloatVector.fromArray(FLOATS, x, xi + i).sub(center);
            acc = d.fma(d, acc);
            acc.intoArray(lanes, lane);
        }
    }

    @Override
    public void products(float[] x, int xi, float[] dy, int dyi, int n, float mean, float[] lanes) {
        int full = n / LANES * LANES;
        for (int lane = 0; lane < LANES; lane += COUNT) {
            productLanes(x, xi + lane, dy, dyi + lane, full, mean, lanes, lane);
        }
        ScalarNormalization.productsTail(x, xi, dy, dyi, n, mean, lanes);
    }

    private static void productLanes(
            float[] x, int xi, float[] dy, int dyi, int full, float mean, float[] lanes, int lane) {
        FloatVector center = FloatVector.broadcast(FLOATS, mean);
        FloatVector acc = FloatVector.fromArray(FLOATS, lanes, lane);
        for (int i = 0; i < full; i += LANES) {
            FloatVector d = FloatVector.fromArray(FLOATS, x, xi + i).sub(center);
            acc = d.fma(FloatVector.fromArray(FLOATS, dy, dyi + i), acc);
            acc.intoArray(lanes, lane);
        }
    }

    @Override
    public void normalize(float[] x, int xi, float[] y, int yi, int n, float mean, float factor, float shift) {
        FloatVector center = FloatVector.broadcast(FLOATS, mean);
        FloatVector scale = FloatVector.broadcast(FLOATS, factor);
        FloatVector base = FloatVector.broadcast(FLOATS, shift);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector.fromArray(FLOATS, x, xi + i)
                    .sub(center)
                    .fma(scale, base)
                    .intoArray(y, yi + i);
        }
        ScalarNormalization.normalizeTail(x, xi + full, y, yi + full, n - full, mean, factor, shift);
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
        FloatVector center = FloatVector.broadcast(FLOATS, mean);
        FloatVector rise = FloatVector.broadcast(FLOATS, slope);
        FloatVector base = FloatVector.broadcast(FLOATS, offset);
        FloatVector scale = FloatVector.broadcast(FLOATS, factor);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector d = FloatVector.fromArray(FLOATS, x, xi + i).sub(center);
            FloatVector g = FloatVector.fromArray(FLOATS, dy, dyi + i).add(base);
            d.fma(rise, g).mul(scale).intoArray(dx, dxi + i);
        }
        ScalarNormalization.gradientTail(
                x, xi + full, dy, dyi + full, dx, dxi + full, n - full, mean, slope, offset, factor);
    }
}
