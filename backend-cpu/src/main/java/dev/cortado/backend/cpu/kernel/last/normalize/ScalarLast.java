package dev.cortado.backend.cpu.kernel.last.normalize;

/** The loops of normalization with channels last: the twin of {@link VectorLast}. */
final class ScalarLast implements LastLoops {

    @Override
    public void sums4(float[] x, int xi, int step, int n, float[] table, int sum) {
        for (int i = 0; i < n; i++) {
            int at = xi + i;
            float a = x[at] + x[at + step];
            float b = x[at + 2 * step] + x[at + 3 * step];
            table[sum + i] = table[sum + i] + (a + b);
        }
    }

    @Override
    public void sums(float[] x, int xi, int n, float[] table, int sum) {
        sumsTail(x, xi, n, table, sum);
    }

    static void sumsTail(float[] x, int xi, int n, float[] table, int sum) {
        for (int i = 0; i < n; i++) {
            table[sum + i] = table[sum + i] + x[xi + i];
        }
    }

    @Override
    public void squares4(float[] x, int xi, int step, int n, float[] table, int center, int sum, int squares) {
        for (int i = 0; i < n; i++) {
            int at = xi + i;
            float m = table[center + i];
            float x0 = x[at] - m;
            float x1 = x[at + step] - m;
            float x2 = x[at + 2 * step] - m;
            float x3 = x[at + 3 * step] - m;
            float two = Math.fma(x1, x1, Math.fma(x0, x0, table[squares + i]));
            table[squares + i] = Math.fma(x3, x3, Math.fma(x2, x2, two));
            table[sum + i] = table[sum + i] + ((x0 + x1) + (x2 + x3));
        }
    }

    @Override
    public void squares(float[] x, int xi, int n, float[] table, int center, int sum, int squares) {
        squaresTail(x, xi, n, table, center, sum, squares);
    }

    static void squaresTail(float[] x, int xi, int n, float[] table, int center, int sum, int squares) {
        for (int i = 0; i < n; i++) {
            float d = x[xi + i] - table[center + i];
            table[sum + i] = table[sum + i] + d;
            table[squares + i] = Math.fma(d, d, table[squares + i]);
        }
    }

    @Override
    public void products4(
            float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int center, int sum, int products) {
        for (int i = 0; i < n; i++) {
            int at = xi + i;
            float m = table[center + i];
            float g0 = dy[dyi + i];
            float g1 = dy[dyi + i + step];
            float g2 = dy[dyi + i + 2 * step];
            float g3 = dy[dyi + i + 3 * step];
            float a = Math.fma(x[at + step] - m, g1, (x[at] - m) * g0);
            float b = Math.fma(x[at + 3 * step] - m, g3, (x[at + 2 * step] - m) * g2);
            table[products + i] = table[products + i] + (a + b);
            table[sum + i] = table[sum + i] + ((g0 + g1) + (g2 + g3));
        }
    }

    @Override
    public void products(
            float[] x, int xi, float[] dy, int dyi, int n, float[] table, int center, int sum, int products) {
        productsTail(x, xi, dy, dyi, n, table, center, sum, products);
    }

    static void productsTail(
            float[] x, int xi, float[] dy, int dyi, int n, float[] table, int center, int sum, int products) {
        for (int i = 0; i < n; i++) {
            float g = dy[dyi + i];
            table[sum + i] = table[sum + i] + g;
            table[products + i] = Math.fma(x[xi + i] - table[center + i], g, table[products + i]);
        }
    }

    @Override
    public void normalize(
            float[] x, int xi, float[] y, int yi, int n, float[] table, int center, int factor, int shift) {
        normalizeTail(x, xi, y, yi, n, table, center, factor, shift);
    }

    static void normalizeTail(
            float[] x, int xi, float[] y, int yi, int n, float[] table, int center, int factor, int shift) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = Math.fma(x[xi + i] - table[center + i], table[factor + i], table[shift + i]);
        }
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
        rectifyTail(x, xi, y, yi, n, table, center, factor, shift, ceiling);
    }

    static void rectifyTail(
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
        for (int i = 0; i < n; i++) {
            float d = x[xi + i] - table[center + i];
            y[yi + i] = Math.min(Math.max(Math.fma(d, table[factor + i], table[shift + i]), 0), ceiling);
        }
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
        gradientTail(x, xi, dy, dyi, dx, dxi, n, table, center, slope, offset, factor);
    }

    static void gradientTail(
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
        for (int i = 0; i < n; i++) {
            float d = x[xi + i] - table[center + i];
            dx[dxi + i] = Math.fma(d, table[slope + i], dy[dyi + i] + table[offset + i]) * table[factor + i];
        }
    }
}
