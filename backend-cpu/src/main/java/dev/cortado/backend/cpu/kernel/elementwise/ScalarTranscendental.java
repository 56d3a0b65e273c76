package dev.cortado.backend.cpu.kernel.elementwise;

/** Loops of transcendental functions: the scalar twins of {@link VectorTranscendental}. */
final class ScalarTranscendental {

    private ScalarTranscendental() {}

    static void exp(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.exp(a[ai + i]);
        }
    }

    /** Computes the mantissa less 1. */
    static void mantissa(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.mantissa(a[ai + i]);
        }
    }

    /** Computes the logarithm from the mantissa less 1 and the exponent. */
    static void log(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.log(a[ai + i], b[bi + i]);
        }
    }

    /** Treats zero, negative and infinite operands, from x and the logarithm of others. */
    static void completeLog(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.completeLog(a[ai + i], b[bi + i]);
        }
    }

    static void sigmoid(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = 1 / (a[ai + i] + 1);
        }
    }

    static void twiceMagnitude(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = Math.abs(a[ai + i] + a[ai + i]);
        }
    }

    static void tanh(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.tanh(a[ai + i], b[bi + i]);
        }
    }

    static void erfExponent(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.erfExponent(a[ai + i]);
        }
    }

    static void erf(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.erf(a[ai + i], b[bi + i]);
        }
    }
}
