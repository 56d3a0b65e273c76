package dev.cortado.backend.cpu.kernel.elementwise;

/** Loops that compare and choose, truth being 1 and falsehood 0: the scalar twins of {@link VectorChoice}. */
final class ScalarChoice {

    private ScalarChoice() {}

    static void equal(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] == b[bi + i]);
        }
    }

    static void notEqual(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] != b[bi + i]);
        }
    }

    static void less(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] < b[bi + i]);
        }
    }

    static void lessEqual(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] <= b[bi + i]);
        }
    }

    static void greater(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] > b[bi + i]);
        }
    }

    static void greaterEqual(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] >= b[bi + i]);
        }
    }

    static void not(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = 1 - a[ai + i];
        }
    }

    static void isNotZero(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.truth(a[ai + i] != 0);
        }
    }

    static void select(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] != 0 ? b[bi + i] : c[ci + i];
        }
    }

    static void relu(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] <= 0 ? 0 : a[ai + i];
        }
    }

    static void leakyRelu(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] > 0 ? a[ai + i] : a[ai + i] * b[bi + i];
        }
    }

    static void reluGradient(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] > 0 ? b[bi + i] : 0;
        }
    }

    static void leakyReluGradient(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = a[ai + i] > 0 ? b[bi + i] : b[bi + i] * c[ci + i];
        }
    }
}
