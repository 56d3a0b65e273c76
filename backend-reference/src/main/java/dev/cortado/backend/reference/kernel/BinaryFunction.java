package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Binary;

/** Computes one element of {@link Binary}. */
final class BinaryFunction {

    private BinaryFunction() {}

    /** Stores {@code a[i] kind b[j]} as {@code y[to]}. */
    static void apply(Binary.Kind kind, Elements a, int i, Elements b, int j, Elements y, int to) {
        if (a.isFloating() && kind.isPredicate()) {
            y.setTruth(to, test(kind, a.real(i), b.real(j)));
        } else if (a.isFloating()) {
            y.setReal(to, real(kind, a.real(i), b.real(j)));
        } else if (kind.isPredicate()) {
            y.setTruth(to, test(kind, a.whole(i), b.whole(j)));
        } else {
            y.setWhole(to, whole(kind, a.whole(i), b.whole(j)));
        }
    }

    private static double real(Binary.Kind kind, double a, double b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case POWER -> StrictMath.pow(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            default -> throw new IllegalStateException(kind + " gives no number");
        };
    }

    private static long whole(Binary.Kind kind, long a, long b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? 0 : a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            default -> throw new IllegalStateException(kind + " gives no integer");
        };
    }

    private static boolean test(Binary.Kind kind, double a, double b) {
        return switch (kind) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
            default -> throw new IllegalStateException(kind + " does not compare numbers");
        };
    }

    private static boolean test(Binary.Kind kind, long a, long b) {
        return switch (kind) {
            case EQUAL -> a == b;
            case NOT_EQUAL -> a != b;
            case LESS -> a < b;
            case LESS_EQUAL -> a <= b;
            case GREATER -> a > b;
            case GREATER_EQUAL -> a >= b;
            case AND -> a != 0 && b != 0;
            case OR -> a != 0 || b != 0;
            case XOR -> (a != 0) != (b != 0);
            default -> throw new IllegalStateException(kind + " gives no truth value");
        };
    }
}
