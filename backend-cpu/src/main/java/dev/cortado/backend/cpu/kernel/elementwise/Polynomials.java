package dev.cortado.backend.cpu.kernel.elementwise;

/**
 * The coefficients that scalar and vector functions share, so that both compute the same bits.
 *
 * <p>They are minimax fits of the relative error made for this project (Lawson iteration on Chebyshev nodes), lowest
 * order first. Arguments are reduced as described by Cody and Waite, "Software Manual for the Elementary Functions", 1980.
 */
final class Polynomials {

    /** Adding and subtracting it rounds a float below 2^22 to a whole number, half to even. */
    static final float ROUNDER = 0x1.8p23f;

    static final int ROUNDER_BITS = 0x4B400000;

    /** From here on every float is a whole number. */
    static final float WHOLE = 0x1p23f;

    static final float LOG2_E = 0x1.715476p+0f;
    static final float LOG2_E_REST = 0x1.4ae0cp-26f;
    static final float LN_2 = 0x1.62e43p-1f;
    static final float LN_2_REST = -0x1.05c61p-29f;

    /** The first 12 bits of ln 2, whose product with an exponent is exact, and the rest. */
    static final float LN_2_SHORT = 0x1.62ep-1f;

    static final float LN_2_SHORT_REST = 0x1.0bfbe8p-15f;

    /** Beyond these, e^x is infinite or 0. */
    static final float EXP_HIGH = 89;

    static final float EXP_LOW = -104;

    /** (e^r - 1 - r) / r^2 for |r| up to ln(2) / 2; error 5e-11. */
    static final float EXP_0 = 0.5f;

    static final float EXP_1 = 0x1.555554p-3f;
    static final float EXP_2 = 0x1.55548ap-5f;
    static final float EXP_3 = 0x1.111276p-7f;
    static final float EXP_4 = 0x1.6d8ffep-10f;
    static final float EXP_5 = 0x1.9f063ep-13f;

    /** (ln((1 + s) / (1 - s)) - 2s) / s^3 in s^2 for s up to 0.1716; error 5e-12. */
    static final float LOG_0 = 0x1.555554p-1f;

    static final float LOG_1 = 0x1.999a82p-2f;
    static final float LOG_2 = 0x1.2436fep-2f;
    static final float LOG_3 = 0x1.e340bcp-3f;

    /** The bits of the square root of 1/2, where mantissas begin after the reduction of a logarithm. */
    static final int SQRT_HALF_BITS = 0x3F3504F3;

    /** (tanh(t) / t - 1) / t^2 in t^2 for t up to 0.625; error 4e-9. */
    static final float TANH_SMALL = 0.625f;

    static final float TANH_0 = -0x1.555532p-2f;
    static final float TANH_1 = 0x1.110726p-3f;
    static final float TANH_2 = -0x1.b83c5ap-5f;
    static final float TANH_3 = 0x1.52269cp-6f;
    static final float TANH_4 = -0x1.75e1ccp-8f;

    /** erf(t) / t - 1 in t^2 for t up to 0.93; error 2e-8. */
    static final float ERF_SMALL = 0.925f;

    static final float ERF_0 = 0x1.06eba6p-3f;
    static final float ERF_1 = -0x1.8126dcp-2f;
    static final float ERF_2 = 0x1.ce1904p-4f;
    static final float ERF_3 = -0x1.b676cap-6f;
    static final float ERF_4 = 0x1.46c234p-8f;
    static final float ERF_5 = -0x1.3825c6p-11f;

    /** -ln(1 - erf(t)) / t - 1 for t up to 3.95, where erf becomes 1; error 3e-9. */
    static final float ERF_ONE = 3.95f;

    static final float ERFC_0 = 0x1.07328ap-3f;
    static final float ERFC_1 = 0x1.457cdep-1f;
    static final float ERFC_2 = 0x1.af270ap-4f;
    static final float ERFC_3 = -0x1.770778p-6f;
    static final float ERFC_4 = 0x1.a56402p-9f;
    static final float ERFC_5 = -0x1.c0c24cp-13f;

    /** (artanh(s) / s - 1) / s^2 in s^2 for s up to 0.1716; error 5e-12. */
    static final float ARTANH_0 = 0x1.555554p-2f;

    static final float ARTANH_1 = 0x1.999a88p-3f;
    static final float ARTANH_2 = 0x1.24352p-3f;
    static final float ARTANH_3 = 0x1.e38b24p-4f;

    /** (2^r - 1) / r for |r| up to 1/2; error 2e-9. */
    static final float EXP2_0 = 0x1.62e43p-1f;

    static final float EXP2_1 = 0x1.ebfbdcp-3f;
    static final float EXP2_2 = 0x1.c6aee6p-5f;
    static final float EXP2_3 = 0x1.3b2d5p-7f;
    static final float EXP2_4 = 0x1.5f3f3p-10f;
    static final float EXP2_5 = 0x1.41fb2ep-13f;

    /** Beyond it, 2^x is infinite, and below its negative 0. */
    static final float EXP2_BOUND = 160;

    private Polynomials() {}
}
