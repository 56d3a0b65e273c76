package dev.cortado.backend.nd4j.host;

import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;

/** Functions of integers and truth values; results wrap around when they are stored. */
final class WholeFunctions {

    private WholeFunctions() {}

    static Lanes.Whole unary(Unary.Kind kind) {
        return (a, b, y, n) -> {
            for (int i = 0; i < n; i++) {
                y[i] = switch (kind) {
                    case NEGATE -> -a[i];
                    case ABS -> Math.abs(a[i]);
                    case SIGN -> Long.signum(a[i]);
                    case NOT -> a[i] == 0 ? 1 : 0;
                    default -> throw new IllegalArgumentException(kind + " is not defined for integers");
                };
            }
        };
    }

    static Lanes.Whole binary(Binary.Kind kind) {
        return (a, b, y, n) -> {
            for (int i = 0; i < n; i++) {
                y[i] = kind.isPredicate() ? (test(kind, a[i], b[i]) ? 1 : 0) : number(kind, a[i], b[i]);
            }
        };
    }

    private static long number(Binary.Kind kind, long a, long b) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> b == 0 ? 0 : a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            default -> throw new IllegalArgumentException(kind + " gives no integer");
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
            default -> throw new IllegalArgumentException(kind + " gives no truth value");
        };
    }
}
