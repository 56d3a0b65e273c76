package dev.cortado.backend.cpu.kernel.reduce;

/** Column reductions in plain loops: the twins of {@link VectorColumns}. */
final class ScalarColumns {

    private ScalarColumns() {}

    static void sum(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        for (int c = 0; c < n; c++) {
            float acc = 0;
            for (int r = 0; r < rows; r++) {
                float v = x[xi + r * stride + c];
                acc = acc + v;
            }
            y[yi + c] = acc;
        }
    }

    static void sumSquares(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        for (int c = 0; c < n; c++) {
            float acc = 0;
            for (int r = 0; r < rows; r++) {
                float v = x[xi + r * stride + c];
                acc = Math.fma(v, v, acc);
            }
            y[yi + c] = acc;
        }
    }

    static void max(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        for (int c = 0; c < n; c++) {
            float acc = Float.NEGATIVE_INFINITY;
            for (int r = 0; r < rows; r++) {
                float v = x[xi + r * stride + c];
                acc = Math.max(acc, v);
            }
            y[yi + c] = acc;
        }
    }

    static void min(float[] x, int xi, int stride, int rows, float[] y, int yi, int n) {
        for (int c = 0; c < n; c++) {
            float acc = Float.POSITIVE_INFINITY;
            for (int r = 0; r < rows; r++) {
                float v = x[xi + r * stride + c];
                acc = Math.min(acc, v);
            }
            y[yi + c] = acc;
        }
    }
}
