package dev.cortado.backend.cpu.kernel.elementwise;

/** Loops of arithmetic: the scalar twins of {@link VectorArithmetic}. */
final class ScalarArithmetic {

    private ScalarArithmetic() {}

    static void negate(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = -a[ai + i];
        }
    }

    static void abs(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = Math.abs(a[ai + i]);
        }
    }

    static void sign(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.sign(a[ai + i]);
        }
    }

    static void sqrt(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = (float) Math.sqrt(a[ai + i]);
        }
    }

    static void floor(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.floor(a[ai + i]);
        }
    }

    static void round(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.round(a[ai + i]);
        }
    }

    static void add(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] + b[bi + i];
        }
    }

    static void subtract(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] - b[bi + i];
        }
    }

    static void multiply(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] * b[bi + i];
        }
    }

    static void divide(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] / b[bi + i];
        }
    }

    static void maximum(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = Math.max(a[ai + i], b[bi + i]);
        }
    }

    static void minimum(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = Math.min(a[ai + i], b[bi + i]);
        }
    }
}
