package dev.cortado.conformance;

import dev.cortado.api.DType;

/**
 * How far a result may lie from the float64 reference, by the class of its algorithm.
 *
 * <p>The error of a sum is measured against the sum of its terms' absolute values, which is what rounding errors grow with
 * (Higham 2002, section 4.2). The bound is {@code c * eps * sqrt(K)} times that, with K terms. The constants are fixed here,
 * before any result is seen, and are never widened to make a test pass.
 */
public enum Tolerance {
    /** The same bits: moving, comparing and selecting elements, integers, random words. */
    EXACT(0),
    /** One correctly rounded operation per element or a few: arithmetic, square roots. */
    ARITHMETIC(2),
    /** A polynomial per element: exp, log, tanh, erf, pow and what is made of them. */
    TRANSCENDENTAL(16),
    /** Sums in any order: reductions, matrix products, convolution by its definition. */
    DIRECT(4),
    /** Convolution by Winograd's F(2x2, 3x3). */
    WINOGRAD_2(16),
    /** Convolution by Winograd's F(4x4, 3x3). */
    WINOGRAD_4(128);

    private final double factor;

    Tolerance(double factor) {
        this.factor = factor;
    }

    /** Returns c. */
    public double factor() {
        return factor;
    }

    /**
     * Returns the largest error allowed.
     *
     * @param dtype the floating type in which the result was computed
     * @param terms K, the number of terms of the sum; 1 for elementwise operations
     * @param absoluteSum the sum of the terms' absolute values: the reference run on absolute values
     */
    public double bound(DType dtype, long terms, double absoluteSum) {
        return factor * epsilon(dtype) * Math.sqrt(Math.max(1, terms)) * absoluteSum;
    }

    /** Returns the distance from 1 to the next number of a floating type. */
    public static double epsilon(DType dtype) {
        return switch (dtype) {
            case FLOAT32 -> Math.ulp(1f);
            case FLOAT64 -> Math.ulp(1d);
            default -> 0;
        };
    }

    /**
     * Returns the largest relative error of a correct gradient against central differences in float64.
     *
     * <p>With the best step their own error is about eps^(2/3); the factor leaves room for steps that are not the best and
     * for third derivatives above 1.
     */
    public static double gradient() {
        return 1000 * Math.cbrt(Math.pow(epsilon(DType.FLOAT64), 2));
    }
}
