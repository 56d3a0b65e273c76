package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.ScatterAddAlong;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.op.Unary;
import dev.cortado.api.op.WindowReduce;

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

    /** Returns the usual class of an operation on floating types; that of its widest part if it is composite. */
    public static Tolerance usual(Op op) {
        if (op instanceof Unary unary) {
            return switch (unary.kind()) {
                case EXP, LOG, TANH, ERF -> TRANSCENDENTAL;
                case SQRT -> ARITHMETIC;
                default -> EXACT;
            };
        }
        if (op instanceof Binary binary) {
            return of(binary.kind());
        }
        if (op instanceof ScalarBinary scalar) {
            return of(scalar.kind());
        }
        if (op instanceof Reduce reduce) {
            return reduce.kind() == Reduce.Kind.MAX || reduce.kind() == Reduce.Kind.MIN ? EXACT : DIRECT;
        }
        if (op instanceof WindowReduce reduce) {
            return reduce.kind() == WindowReduce.Kind.MAX ? EXACT : DIRECT;
        }
        if (op instanceof MatMul || op instanceof Convolution || op instanceof ScatterAddAlong) {
            return DIRECT;
        }
        if (!(op instanceof Decomposable)) {
            return EXACT;
        }
        if (op instanceof Relu || op instanceof LeakyRelu || op instanceof RectifierGradient || op instanceof Dropout) {
            return ARITHMETIC;
        }
        return op instanceof Sigmoid
                        || op instanceof Softmax
                        || op instanceof LogSoftmax
                        || op instanceof SoftmaxCrossEntropy
                ? TRANSCENDENTAL
                : DIRECT;
    }

    private static Tolerance of(Binary.Kind kind) {
        return switch (kind) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE -> ARITHMETIC;
            case POWER -> TRANSCENDENTAL;
            default -> EXACT;
        };
    }

    /** Returns the class of an algorithm, where it is not the usual one of its operation. */
    public static Tolerance of(Accuracy accuracy, Tolerance usual) {
        return switch (accuracy) {
            case USUAL -> usual;
            case WINOGRAD_2 -> WINOGRAD_2;
            case WINOGRAD_4 -> WINOGRAD_4;
        };
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
