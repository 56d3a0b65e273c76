package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.elementwise.Polynomials.*;

/**
 * The passes of a power, {@code x^y = 2^(y log2 x)}: the twins of {@link VectorPower}.
 *
 * <p>With {@code |x| = 2^e m} and {@code s = (m - 1) / (m + 1)}, {@code log2 x = e + 2 artanh(s) log2(e)}. Logarithm and
 * product are sums of two floats each (Dekker 1971).
 */
final class ScalarPower {

    private ScalarPower() {}

    /** Computes e. */
    static void exponent(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = ScalarFunctions.exponent(Math.abs(a[ai + i]));
        }
    }

    /** Computes s. */
    static void ratio(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            float m = mantissa(Math.abs(a[ai + i]));
            y[yi + i] = (m - 1) / (m + 1);
        }
    }

    /** Computes log2 m without its leading part 2 s log2(e), from x and s. */
    static void logRest(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            float m = mantissa(Math.abs(a[ai + i]));
            float s = b[bi + i];
            float d = m + 1;
            float dRest = m - (d - 1);
            float sRest = Math.fma(-s, dRest, Math.fma(-s, d, m - 1)) / d;
            float z = s * s;
            float p = Math.fma(ARTANH_3, z, ARTANH_2);
            p = Math.fma(p, z, ARTANH_1);
            p = Math.fma(p, z, ARTANH_0);
            float ln = s + s;
            float lnRest = Math.fma(ln, p * z, sRest + sRest);
            float rest = Math.fma(ln, LOG2_E, -(ln * LOG2_E));
            rest = Math.fma(ln, LOG2_E_REST, rest);
            y[yi + i] = Math.fma(lnRest, LOG2_E, rest);
        }
    }

    /** Computes log2 x rounded to a float, from e, s and the rest. */
    static void log2(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            float e = a[ai + i];
            float leading = (b[bi + i] + b[bi + i]) * LOG2_E;
            float sum = e + leading;
            y[yi + i] = sum + (leading - (sum - e) + c[ci + i]);
        }
    }

    /** Computes what {@link #log2} lacks. */
    static void log2Rest(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            float e = a[ai + i];
            float leading = (b[bi + i] + b[bi + i]) * LOG2_E;
            float sum = e + leading;
            float sumRest = leading - (sum - e) + c[ci + i];
            float log = sum + sumRest;
            y[yi + i] = sum - log + sumRest;
        }
    }

    /** Computes what the product of y and log2 x lacks, from y and both parts of the logarithm. */
    static void productRest(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            float factor = a[ai + i];
            float log = b[bi + i];
            y[yi + i] = Math.fma(factor, c[ci + i], Math.fma(factor, log, -(factor * log)));
        }
    }

    /** Computes 2 to the power of a sum. */
    static void exp2(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            float w = a[ai + i];
            boolean high = w >= EXP2_BOUND;
            boolean low = w <= -EXP2_BOUND;
            float v = high ? EXP2_BOUND : low ? -EXP2_BOUND : w;
            float vRest = high || low ? 0 : b[bi + i];
            float t = v + ROUNDER;
            float r = v - (t - ROUNDER) + vRest;
            float q = Math.fma(EXP2_5, r, EXP2_4);
            q = Math.fma(q, r, EXP2_3);
            q = Math.fma(q, r, EXP2_2);
            q = Math.fma(q, r, EXP2_1);
            q = Math.fma(q, r, EXP2_0);
            q = Math.fma(q, r, 1);
            y[yi + i] = ScalarFunctions.scale(q, Float.floatToRawIntBits(t) - ROUNDER_BITS);
        }
    }

    /** Gives the power of magnitudes its sign, and treats special operands as Java does; both twins use it. */
    static void complete(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i] = complete(a[ai + i], b[bi + i], c[ci + i]);
        }
    }

    private static float complete(float x, float exponent, float power) {
        float t = Math.abs(x);
        if (t > 0 && t <= Float.MAX_VALUE && Math.abs(exponent) <= Float.MAX_VALUE) {
            return x > 0 ? power : !isWhole(exponent) ? Float.NaN : isOdd(exponent) ? -power : power;
        }
        if (exponent == 0) {
            return 1;
        }
        if (Float.isNaN(x) || Float.isNaN(exponent) || Float.isInfinite(exponent) && t == 1) {
            return Float.NaN;
        }
        float limit = (t > 1) == (exponent > 0) ? Float.POSITIVE_INFINITY : 0;
        boolean negative = Float.floatToRawIntBits(x) < 0 && isOdd(exponent);
        return negative ? -limit : limit;
    }

    private static boolean isWhole(float number) {
        return ScalarFunctions.round(number) == number;
    }

    private static boolean isOdd(float number) {
        return Math.abs(number) < 2 * WHOLE && isWhole(number) && ((int) number & 1) != 0;
    }

    private static float mantissa(float t) {
        return ScalarFunctions.mantissa(t) + 1;
    }
}
