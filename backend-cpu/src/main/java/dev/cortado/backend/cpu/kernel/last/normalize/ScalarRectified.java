package dev.cortado.backend.cpu.kernel.last.normalize;

import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.CENTER;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.FACTOR;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.OFFSET;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.PRODUCTS;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.SLOPE;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastGradient.SUM;
import static dev.cortado.backend.cpu.kernel.last.normalize.LastRectifiedGradient.SHIFT;

/** The twin of {@link VectorRectified}. */
final class ScalarRectified implements RectifiedLoops {

    private static float kept(float z, float dy, float stop) {
        return z > 0 && !(z >= stop) ? dy : 0;
    }

    @Override
    public void products2(
            float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int pitch, float stop) {
        for (int i = 0; i < n; i++) {
            float factor = table[FACTOR * pitch + i];
            float shift = table[SHIFT * pitch + i];
            float d0 = x[xi + i] - table[CENTER + i];
            float d1 = x[xi + step + i] - table[CENTER + i];
            float g0 = kept(Math.fma(d0, factor, shift), dy[dyi + i], stop);
            float g1 = kept(Math.fma(d1, factor, shift), dy[dyi + step + i], stop);
            table[PRODUCTS * pitch + i] = table[PRODUCTS * pitch + i] + Math.fma(d1, g1, d0 * g0);
            table[SUM * pitch + i] = table[SUM * pitch + i] + (g0 + g1);
        }
    }

    @Override
    public void products(float[] x, int xi, float[] dy, int dyi, int n, float[] table, int pitch, float stop) {
        productsTail(x, xi, dy, dyi, n, table, pitch, stop);
    }

    static void productsTail(float[] x, int xi, float[] dy, int dyi, int n, float[] table, int pitch, float stop) {
        for (int i = 0; i < n; i++) {
            float d = x[xi + i] - table[CENTER + i];
            float g = kept(Math.fma(d, table[FACTOR * pitch + i], table[SHIFT * pitch + i]), dy[dyi + i], stop);
            table[PRODUCTS * pitch + i] = Math.fma(d, g, table[PRODUCTS * pitch + i]);
            table[SUM * pitch + i] = table[SUM * pitch + i] + g;
        }
    }

    @Override
    public void gradient(
            float[] x, int xi, float[] dy, int dyi, float[] dx, int dxi, int n, float[] table, int pitch, float stop) {
        gradientTail(x, xi, dy, dyi, dx, dxi, 0, n, table, pitch, stop);
    }

    static void gradientTail(
            float[] x,
            int xi,
            float[] dy,
            int dyi,
            float[] dx,
            int dxi,
            int first,
            int n,
            float[] table,
            int pitch,
            float stop) {
        for (int i = first; i < n; i++) {
            float d = x[xi + i] - table[CENTER + i];
            float factor = table[FACTOR * pitch + i];
            float g = kept(Math.fma(d, factor, table[SHIFT * pitch + i]), dy[dyi + i], stop);
            dx[dxi + i] = Math.fma(d, table[SLOPE * pitch + i], g + table[OFFSET * pitch + i]) * factor;
        }
    }
}
