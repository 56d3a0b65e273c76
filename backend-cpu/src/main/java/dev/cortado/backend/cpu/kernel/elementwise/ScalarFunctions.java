package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.elementwise.Polynomials.*;

/** Functions of one float, computed operation by operation as in the vector loops. */
public final class ScalarFunctions {

    private ScalarFunctions() {}

    static float truth(boolean value) {
        return value ? 1 : 0;
    }

    static float sign(float x) {
        return x > 0 ? 1 : x < 0 ? -1 : x;
    }

    static float round(float x) {
        float t = Math.abs(x);
        float r = t < WHOLE ? (t + WHOLE) - WHOLE : t;
        return withSign(r, x);
    }

    static float floor(float x) {
        float r = round(x);
        return r > x ? r - 1 : r;
    }

    /** Returns e^x. */
    public static float exp(float x) {
        float c = x > EXP_HIGH ? EXP_HIGH : x;
        c = c < EXP_LOW ? EXP_LOW : c;
        float t = Math.fma(c, LOG2_E, ROUNDER);
        float n = t - ROUNDER;
        float r = Math.fma(n, -LN_2, c);
        r = Math.fma(n, -LN_2_REST, r);
        float p = Math.fma(EXP_5, r, EXP_4);
        p = Math.fma(p, r, EXP_3);
        p = Math.fma(p, r, EXP_2);
        p = Math.fma(p, r, EXP_1);
        p = Math.fma(p, r, EXP_0);
        p = Math.fma(p, r * r, r) + 1;
        return scale(p, Float.floatToRawIntBits(t) - ROUNDER_BITS);
    }

    /** Returns p times 2^n in two steps, since 2^n alone may be out of range. */
    static float scale(float p, int n) {
        int half = n >> 1;
        return p * Float.intBitsToFloat((half + 127) << 23) * Float.intBitsToFloat((n - half + 127) << 23);
    }

    /** Returns the natural logarithm of x. */
    public static float log(float x) {
        return completeLog(x, log(mantissa(x), exponent(Math.abs(x))));
    }

    /** Returns e of {@code x = 2^e m} with m from the square root of 1/2 to that of 2. */
    static float exponent(float x) {
        float e = bits(x) >> 23;
        return x < Float.MIN_NORMAL ? e - 23 : e;
    }

    /** Returns m - 1 of {@code x = 2^e m}. */
    static float mantissa(float x) {
        return Float.intBitsToFloat((bits(x) & 0x7FFFFF) + SQRT_HALF_BITS) - 1;
    }

    private static int bits(float x) {
        return Float.floatToRawIntBits(x < Float.MIN_NORMAL ? x * WHOLE : x) - SQRT_HALF_BITS;
    }

    /** Returns the logarithm of {@code 2^e (1 + f)}. */
    static float log(float f, float e) {
        float s = f / (f + 2);
        float z = s * s;
        float p = Math.fma(LOG_3, z, LOG_2);
        p = Math.fma(p, z, LOG_1);
        p = Math.fma(p, z, LOG_0);
        float half = f * f * 0.5f;
        float rest = Math.fma(s, Math.fma(p, z, half), e * LN_2_SHORT_REST);
        return e * LN_2_SHORT - ((half - rest) - f);
    }

    static float completeLog(float x, float log) {
        float y = x == 0 ? Float.NEGATIVE_INFINITY : log;
        y = x < 0 ? Float.NaN : y;
        return x < Float.POSITIVE_INFINITY ? y : x;
    }

    /** Returns the hyperbolic tangent of x, given {@code exponential = e^|2x|}. */
    static float tanh(float x, float exponential) {
        float t = Math.abs(x);
        float z = t * t;
        float p = Math.fma(TANH_4, z, TANH_3);
        p = Math.fma(p, z, TANH_2);
        p = Math.fma(p, z, TANH_1);
        p = Math.fma(p, z, TANH_0);
        float small = Math.fma(p * z, t, t);
        float large = 1 - 2 / (exponential + 1);
        return withSign(t < TANH_SMALL ? small : large, x);
    }

    /** Returns the logarithm of {@code 1 - erf(|x|)}. */
    static float erfExponent(float x) {
        float t = Math.abs(x);
        float u = t > ERF_ONE ? ERF_ONE : t;
        float q = Math.fma(ERFC_5, u, ERFC_4);
        q = Math.fma(q, u, ERFC_3);
        q = Math.fma(q, u, ERFC_2);
        q = Math.fma(q, u, ERFC_1);
        q = Math.fma(q, u, ERFC_0);
        return -Math.fma(q, u, u);
    }

    /** Returns the error function of x, given {@code exponential = 1 - erf(|x|)}, which counts where x is large. */
    static float erf(float x, float exponential) {
        float t = Math.abs(x);
        float z = t * t;
        float p = Math.fma(ERF_5, z, ERF_4);
        p = Math.fma(p, z, ERF_3);
        p = Math.fma(p, z, ERF_2);
        p = Math.fma(p, z, ERF_1);
        p = Math.fma(p, z, ERF_0);
        float small = Math.fma(p, t, t);
        return withSign(t < ERF_SMALL ? small : 1 - exponential, x);
    }

    private static float withSign(float magnitude, float sign) {
        return Float.intBitsToFloat(
                Float.floatToRawIntBits(magnitude) | Float.floatToRawIntBits(sign) & Integer.MIN_VALUE);
    }
}
