package dev.cortado.backend.nd4j.host;

import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;

/** The loops over chunks of doubles; float32 results are rounded once, when they are stored. */
final class RealFunctions {

    private RealFunctions() {}

    static Lanes.Real unary(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = -a[i];
                    }
                };
            case ABS ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.abs(a[i]);
                    }
                };
            case SIGN ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.signum(a[i]);
                    }
                };
            case SQRT ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.sqrt(a[i]);
                    }
                };
            case FLOOR ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.floor(a[i]);
                    }
                };
            case ROUND ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.rint(a[i]);
                    }
                };
            case EXP ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = StrictMath.exp(a[i]);
                    }
                };
            case LOG ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = StrictMath.log(a[i]);
                    }
                };
            case TANH ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = StrictMath.tanh(a[i]);
                    }
                };
            case ERF ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = ErrorFunction.erf(a[i]);
                    }
                };
            case NOT -> throw new IllegalArgumentException("NOT is not defined for numbers");
        };
    }

    static Lanes.Real binary(Binary.Kind kind) {
        return switch (kind) {
            case ADD ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] + b[i];
                    }
                };
            case SUBTRACT ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] - b[i];
                    }
                };
            case MULTIPLY ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] * b[i];
                    }
                };
            case DIVIDE ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] / b[i];
                    }
                };
            case POWER ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = StrictMath.pow(a[i], b[i]);
                    }
                };
            case MAXIMUM ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.max(a[i], b[i]);
                    }
                };
            case MINIMUM ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.min(a[i], b[i]);
                    }
                };
            default -> throw new IllegalArgumentException(kind + " gives no number");
        };
    }

    static Lanes.Test test(Binary.Kind kind) {
        return switch (kind) {
            case EQUAL ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] == b[i] ? 1 : 0;
                    }
                };
            case NOT_EQUAL ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] != b[i] ? 1 : 0;
                    }
                };
            case LESS ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] < b[i] ? 1 : 0;
                    }
                };
            case LESS_EQUAL ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] <= b[i] ? 1 : 0;
                    }
                };
            case GREATER ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] > b[i] ? 1 : 0;
                    }
                };
            case GREATER_EQUAL ->
                (a, b, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] >= b[i] ? 1 : 0;
                    }
                };
            default -> throw new IllegalArgumentException(kind + " does not compare numbers");
        };
    }
}
