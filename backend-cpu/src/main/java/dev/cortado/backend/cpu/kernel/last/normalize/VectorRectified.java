package dev.cortado.backend.cpu.kernel.last.normalize;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.CENTER;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.FACTOR;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.OFFSET;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.PRODUCTS;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.SLOPE;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.SUM;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastRectifiedGradient.SHIFT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The loops of {@link RectifiedLoops} over vectors of columns. */
final class VectorRectified implements RectifiedLoops {

    private static FloatVector load(float[] x, int xi) {
        return FloatVector.fromArray(FLOATS, x, xi);
    }

    private static FloatVector kept(FloatVector z, FloatVector dy, FloatVector zero, FloatVector stop) {
        return zero.blend(dy, z.compare(VectorOperators.GT, zero)).blend(zero, z.compare(VectorOperators.GE, stop));
    }

    @Override
    public void products2(
            float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int pitch, float stop) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector end = FloatVector.broadcast(FLOATS, stop);
        for (int i = 0; i < n; i += COUNT) {
            FloatVector center = load(table, CENTER + i);
            FloatVector factor = load(table, FACTOR * pitch + i);
            FloatVector shift = load(table, SHIFT * pitch + i);
            FloatVector d0 = load(x, xi + i).sub(center);
            FloatVector d1 = load(x, xi + step + i).sub(center);
            FloatVector g0 = kept(d0.fma(factor, shift), load(dy, dyi + i), zero, end);
            FloatVector g1 = kept(d1.fma(factor, shift), load(dy, dyi + step + i), zero, end);
            int products = PRODUCTS * pitch + i;
            load(table, products).add(d1.fma(g1, d0.mul(g0))).intoArray(table, products);
            int sum = SUM * pitch + i;
            load(table, sum).add(g0.add(g1)).intoArray(table, sum);
        }
    }

    @Override
    public void products(float[] x, int xi, float[] dy, int dyi, int n, float[] table, int pitch, float stop) {
        // two lines at most
        ScalarRectified.productsTail(x, xi, dy, dyi, n, table, pitch, stop);
    }

    @Override
    public void gradient(
            float[] x, int xi, float[] dy, int dyi, float[] dx, int dxi, int n, float[] table, int pitch, float stop) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector end = FloatVector.broadcast(FLOATS, stop);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector d = load(x, xi + i).sub(load(table, CENTER + i));
            FloatVector factor = load(table, FACTOR * pitch + i);
            FloatVector g = kept(d.fma(factor, load(table, SHIFT * pitch + i)), load(dy, dyi + i), zero, end);
            d.fma(load(table, SLOPE * pitch + i), g.add(load(table, OFFSET * pitch + i)))
                    .mul(factor)
                    .intoArray(dx, dxi + i);
        }
        ScalarRectified.gradientTail(x, xi, dy, dyi, dx, dxi, full, n, table, pitch, stop);
    }
}
