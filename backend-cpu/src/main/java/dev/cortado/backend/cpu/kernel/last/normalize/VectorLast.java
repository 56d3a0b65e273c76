package dev.cortado.backend.cpu.kernel.last.normalize;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** The loops of normalization over vectors of columns; no vector lives longer than a round, so none becomes an object. */
final class VectorLast implements LastLoops {

    private static FloatVector load(float[] x, int xi) {
        return FloatVector.fromArray(FLOATS, x, xi);
    }

    @Override
    public void sums4(float[] x, int xi, int step, int n, float[] table, int sum) {
        for (int i = 0; i < n; i += COUNT) {
            int at = xi + i;
            FloatVector a = load(x, at).add(load(x, at + step));
            FloatVector b = load(x, at + 2 * step).add(load(x, at + 3 * step));
            load(table, sum + i).add(a.add(b)).intoArray(table, sum + i);
        }
    }

    @Override
    public void sums(float[] x, int xi, int n, float[] table, int sum) {
        // a few lines at most, and what lives through two operations is an object to some JITs
        ScalarLast.sumsTail(x, xi, n, table, sum);
    }

    @Override
    public void squares4(float[] x, int xi, int step, int n, float[] table, int center, int sum, int squares) {
        for (int i = 0; i < n; i += COUNT) {
            int at = xi + i;
            FloatVector m = load(table, center + i);
            FloatVector x0 = load(x, at).sub(m);
            FloatVector x1 = load(x, at + step).sub(m);
            FloatVector x2 = load(x, at + 2 * step).sub(m);
            FloatVector x3 = load(x, at + 3 * step).sub(m);
            FloatVector two = x1.fma(x1, x0.fma(x0, load(table, squares + i)));
            x3.fma(x3, x2.fma(x2, two)).intoArray(table, squares + i);
            load(table, sum + i).add(x0.add(x1).add(x2.add(x3))).intoArray(table, sum + i);
        }
    }

    @Override
    public void squares(float[] x, int xi, int n, float[] table, int center, int sum, int squares) {
        // a few lines at most, and what lives through two operations is an object to some JITs
        ScalarLast.squaresTail(x, xi, n, table, center, sum, squares);
    }

    @Override
    public void products4(
            float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int center, int sum, int products) {
        for (int i = 0; i < n; i += COUNT) {
            int at = xi + i;
            int from = dyi + i;
            FloatVector m = load(table, center + i);
            FloatVector g0 = load(dy, from);
            FloatVector g1 = load(dy, from + step);
            FloatVector g2 = load(dy, from + 2 * step);
            FloatVector g3 = load(dy, from + 3 * step);
            FloatVector a = load(x, at + step).sub(m).fma(g1, load(x, at).sub(m).mul(g0));
            FloatVector b = load(x, at + 3 * step)
                    .sub(m)
                    .fma(g3, load(x, at + 2 * step).sub(m).mul(g2));
            load(table, products + i).add(a.add(b)).intoArray(table, products + i);
            load(table, sum + i).add(g0.add(g1).add(g2.add(g3))).intoArray(table, sum + i);
        }
    }

    @Override
    public void products(
            float[] x, int xi, float[] dy, int dyi, int n, float[] table, int center, int sum, int products) {
        // a few lines at most, and what lives through two operations is an object to some JITs
        ScalarLast.productsTail(x, xi, dy, dyi, n, table, center, sum, products);
    }

    @Override
    public void normalize(
            float[] x, int xi, float[] y, int yi, int n, float[] table, int center, int factor, int shift) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            load(x, xi + i)
                    .sub(load(table, center + i))
                    .fma(load(table, factor + i), load(table, shift + i))
                    .intoArray(y, yi + i);
        }
        ScalarLast.normalizeTail(
                x, xi + full, y, yi + full, n - full, table, center + full, factor + full, shift + full);
    }

    @Override
    public void rectify(
            float[] x,
            int xi,
            float[] y,
            int yi,
            int n,
            float[] table,
            int center,
            int factor,
            int shift,
            float ceiling) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector most = FloatVector.broadcast(FLOATS, ceiling);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            load(x, xi + i)
                    .sub(load(table, center + i))
                    .fma(load(table, factor + i), load(table, shift + i))
                    .max(zero)
                    .min(most)
                    .intoArray(y, yi + i);
        }
        ScalarLast.rectifyTail(
                x, xi + full, y, yi + full, n - full, table, center + full, factor + full, shift + full, ceiling);
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
            float[] table,
            int center,
            int slope,
            int offset,
            int factor) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector d = load(x, xi + i).sub(load(table, center + i));
            FloatVector g = load(dy, dyi + i).add(load(table, offset + i));
            d.fma(load(table, slope + i), g).mul(load(table, factor + i)).intoArray(dx, dxi + i);
        }
        ScalarLast.gradientTail(
                x,
                xi + full,
                dy,
                dyi + full,
                dx,
                dxi + full,
                n - full,
                table,
                center + full,
                slope + full,
                offset + full,
                factor + full);
    }
}
