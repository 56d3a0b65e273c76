package dev.cortado.backend.nd4j.host;

/**
 * Computes the error function to within 1e-15.
 *
 * <p>Source: NIST Digital Library of Mathematical Functions, https://dlmf.nist.gov, 7.6.2 (a series of positive terms)
 * for small arguments, and 7.9 (a continued fraction of the complement) for large ones.
 */
final class ErrorFunction {

    private static final double SQRT_PI = Math.sqrt(Math.PI);

    /** Where the methods change over: from here on the complement is below 0.005, so that its error hardly counts. */
    private static final double LARGE = 2;

    /** Enough for the last term to be below 1e-30 where each is used. */
    private static final int TERMS = 100;

    private ErrorFunction() {}

    static double erf(double x) {
        if (Double.isNaN(x)) {
            return x;
        }
        if (Math.abs(x) < LARGE) {
            return series(x);
        }
        return Math.copySign(1 - complement(Math.abs(x)), x);
    }

    /** Returns 2 / sqrt(pi) * exp(-x^2) * (x + 2 x^3 / 3 + 4 x^5 / (3 * 5) + 8 x^7 / (3 * 5 * 7) + ...). */
    private static double series(double x) {
        double sum = 1;
        for (int n = TERMS; n >= 1; n--) {
            sum = 1 + sum * (2 * x * x) / (2 * n + 1);
        }
        return 2 / SQRT_PI * StrictMath.exp(-x * x) * x * sum;
    }

    /** Returns exp(-x^2) / sqrt(pi) / (x + (1/2) / (x + (2/2) / (x + (3/2) / (x + ...)))). */
    private static double complement(double x) {
        double fraction = x;
        for (int n = TERMS; n >= 1; n--) {
            fraction = x + n / 2.0 / fraction;
        }
        return StrictMath.exp(-x * x) / SQRT_PI / fraction;
    }
}
