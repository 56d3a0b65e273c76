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
    public void sums8(float[] x, int xi, int step, int n, float[] table, int sum) {
        for (int i = 0; i < n; i += COUNT) {
            int at = xi + i;
            FloatVector a = load(x, at).add(load(x, at + step));
            FloatVector b = load(x, at + 2 * step).add(load(x, at + 3 * step));
            FloatVector c = load(x, at + 4 * step).add(load(x, at + 5 * step));
            FloatVector d = load(x, at + 6 * step).add(load(x, at + 7 * step));
            load(table, sum + i).add(a.add(b).add(c.add(d))).intoArray(table, sum + i);
        }
    }

    @Override
    public void sums(float[] x, int xi, int n, float[] table, int sum) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            load(table, sum + i).add(load(x, xi + i)).intoArray(table, sum + i);
        }
        ScalarLast.sumsTail(x, xi + full, n - full, table, sum + full);
    }

    @Override
    public void squares8(float[] x, int xi, int step, int n, float[] table, int center, int sum, int squares) {
        for (int i = 0; i < n; i += COUNT) {
            int at = xi + i;
            FloatVector m = load(table, center + i);
            FloatVector x0 = load(x, at).sub(m);
            FloatVector x1 = load(x, at + step).sub(m);
            FloatVector x2 = load(x, at + 2 * step).sub(m);
            FloatVector x3 = load(x, at + 3 * step).sub(m);
            FloatVector x4 = load(x, at + 4 * step).sub(m);
            FloatVector x5 = load(x, at + 5 * step).sub(m);
            FloatVector x6 = load(x, at + 6 * step).sub(m);
            FloatVector x7 = load(x, at + 7 * step).sub(m);
            FloatVector a = x1.fma(x1, x0.mul(x0)).add(x3.fma(x3, x2.mul(x2)));
            FloatVector b = x5.fma(x5, x4.mul(x4)).add(x7.fma(x7, x6.mul(x6)));
            load(table, squares + i).add(a.add(b)).intoArray(table, squares + i);
            FloatVector left = x0.add(x1).add(x2.add(x3));
            FloatVector right = x4.add(x5).add(x6.add(x7));
            load(table, sum + i).add(left.add(right)).intoArray(table, sum + i);
        }
    }

    @Override
    public void squares(float[] x, int xi, int n, float[] table, int center, int sum, int squares) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector d = load(x, xi + i).sub(load(table, center + i));
            load(table, sum + i).add(d).intoArray(table, sum + i);
            d.fma(d, load(table, squares + i)).intoArray(table, squares + i);
        }
        ScalarLast.squaresTail(x, xi + full, n - full, table, center + full, sum + full, squares + full);
    }

    @Override
    public void products8(
            float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int center, int sum, int products) {
        for (int i = 0; i < n; i += COUNT) {
            int at = xi + i;
            int from = dyi + i;
            FloatVector m = load(table, center + i);
            FloatVector g0 = load(dy, from);
            FloatVector g1 = load(dy, from + step);
            FloatVector g2 = load(dy, from + 2 * step);
            FloatVector g3 = load(dy, from + 3 * step);
            FloatVector g4 = load(dy, from + 4 * step);
            FloatVector g5 = load(dy, from + 5 * step);
            FloatVector g6 = load(dy, from + 6 * step);
            FloatVector g7 = load(dy, from + 7 * step);
            FloatVector a = load(x, at + step).sub(m).fma(g1, load(x, at).sub(m).mul(g0));
            FloatVector b = load(x, at + 3 * step)
                    .sub(m)
                    .fma(g3, load(x, at + 2 * step).sub(m).mul(g2));
            FloatVector c = load(x, at + 5 * step)
                    .sub(m)
                    .fma(g5, load(x, at + 4 * step).sub(m).mul(g4));
            FloatVector d = load(x, at + 7 * step)
                    .sub(m)
                    .fma(g7, load(x, at + 6 * step).sub(m).mul(g6));
            load(table, products + i).add(a.add(b).add(c.add(d))).intoArray(table, products + i);
            FloatVector left = g0.add(g1).add(g2.add(g3));
            FloatVector right = g4.add(g5).add(g6.add(g7));
            load(table, sum + i).add(left.add(right)).intoArray(table, sum + i);
        }
    }

    @Override
    public void products(
            float[] x, int xi, float[] dy, int dyi, int n, float[] table, int center, int sum, int products) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector g = load(dy, dyi + i);
            FloatVector d = load(x, xi + i).sub(load(table, center + i));
            load(table, sum + i).add(g).intoArray(table, sum + i);
            d.fma(g, load(table, products + i)).intoArray(table, products + i);
        }
        ScalarLast.productsTail(
                x, xi + full, dy, dyi + full, n - full, table, center + full, sum + full, products + full);
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
    public void rectify(float[] x, int xi, float[] y, int yi, int n, float[] table, int center, int factor, int shift) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            load(x, xi + i)
                    .sub(load(table, center + i))
                    .fma(load(table, factor + i), load(table, shift + i))
                    .max(zero)
                    .intoArray(y, yi + i);
        }
        ScalarLast.rectifyTail(x, xi + full, y, yi + full, n - full, table, center + full, factor + full, shift + full);
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
