package dev.cortado.backend.cpu.kernel.plain;

import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;

/** The functions of elementwise operations on doubles and longs. */
final class Functions {

    private Functions() {}

    static double real(Unary.Kind kind, double a) {
        return switch (kind) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case EXP -> StrictMath.exp(a);
            case LOG -> StrictMath.log(a);
            case SQRT -> Math.sqrt(a);
            case TANH -> StrictMath.tanh(a);
            case ERF -> erf(a);
            case FLOOR -> Math.floor(a);
            case ROUND -> Math.rint(a);
            case NOT -> throw new IllegalArgumentException("negation of a number");
        };
    }

    static long whole(Unary.Kind kind, long a) {
        return switch (kind) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Long.signum(a);
            case NOT -> 1 - a;
            default -> throw new IllegalArgumentException(kind + " of an integer");
        };
    }

    static double real(Binary.Kind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> StrictMath.pow(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            default -> throw new IllegalArgumentException(kind + " gives no number");
        };
    }

    static long whole(Binary.Kind kind, long a, long b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? 0 : a / b;
            case MAXIMUM, OR -> Math.max(a, b);
            case MINIMUM, AND -> Math.min(a, b);
            case XOR -> a ^ b;
            case POWER -> throw new IllegalArgumentException("power of integers");
            default -> test(kind, Long.compare(a, b)) ? 1 : 0;
        };
    }

    static boolean test(Binary.Kind kind, double a, double b) {
        return a != a || b != b ? kind == Binary.Kind.NOT_EQUAL : test(kind, a < b ? -1 : a > b ? 1 : 0);
    }

    private static boolean test(Binary.Kind kind, int order) {
        return switch (kind) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case LESS_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            case GREATER_EQUAL -> order >= 0;
            default -> throw new IllegalArgumentException(kind + " does not compare");
        };
    }

    /** Returns the error function by a series of positive terms, (Abramowitz and Stegun 1964, 7.1.6). */
    private static double erf(double x) {
        if (!(Math.abs(x) < 6)) {
            return Double.isNaN(x) ? x : Math.signum(x);
        }
        double term = x;
        double sum = x;
        for (int n = 1; Math.abs(term) > Math.abs(sum) * 0x1p-56; n++) {
            term *= 2 * x * x / (2 * n + 1);
            sum += term;
        }
        return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x) * sum;
    }
}
