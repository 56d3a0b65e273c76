package dev.cortado.backend.nd4j.host;

import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;

/** The loops of chains over chunks of floats, in which truth values are 0 and 1; simple enough for the JIT to vectorize. */
final class FloatFunctions {

    private static final int INFINITY = 0x7f800000;

    private FloatFunctions() {}

    /** Computes a chunk; {@code b} and {@code c} are null where there are fewer operands. */
    @FunctionalInterface
    interface Loop {
        void run(float[] a, float[] b, float[] c, float[] y, int n);
    }

    static Loop of(Op op, boolean toTruth) {
        if (op instanceof Unary unary) {
            return unary(unary.kind());
        }
        if (op instanceof Binary binary) {
            return binary(binary.kind());
        }
        if (op instanceof ScalarBinary scalar) {
            return scalar(scalar);
        }
        if (op instanceof Select) {
            return (a, b, c, y, n) -> {
                for (int i = 0; i < n; i++) {
                    y[i] = a[i] != 0 ? b[i] : c[i];
                }
            };
        }
        if (op instanceof Cast) {
            return toTruth
                    ? (a, b, c, y, n) -> {
                        for (int i = 0; i < n; i++) {
                            y[i] = a[i] != 0 ? 1 : 0;
                        }
                    }
                    : (a, b, c, y, n) -> System.arraycopy(a, 0, y, 0, n);
        }
        return rectifier(op);
    }

    private static Loop rectifier(Op op) {
        if (op instanceof Relu) {
            return (a, b, c, y, n) -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Math.max(a[i], 0f);
                }
            };
        }
        if (op instanceof LeakyRelu leaky) {
            float slope = (float) leaky.slope();
            return (a, b, c, y, n) -> {
                for (int i = 0; i < n; i++) {
                    y[i] = a[i] > 0 ? a[i] : slope * a[i];
                }
            };
        }
        float slope = (float) ((RectifierGradient) op).slope();
        if (slope == 0) {
            return (a, b, c, y, n) -> {
                for (int i = 0; i < n; i++) {
                    y[i] = Float.intBitsToFloat(Float.floatToRawIntBits(b[i]) & positive(a[i]));
                }
            };
        }
        return (a, b, c, y, n) -> {
            for (int i = 0; i < n; i++) {
                y[i] = a[i] > 0 ? b[i] : slope * b[i];
            }
        };
    }

    /** Returns all bits where a number is above 0 and no NaN, else none; a branch would be guessed wrong half of the time. */
    private static int positive(float x) {
        int bits = Float.floatToRawIntBits(x);
        return ~(bits - 1 | INFINITY - bits) >> 31;
    }

    private static Loop unary(Unary.Kind kind) {
        return switch (kind) {
            case NEGATE ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = -a[i];
                    }
                };
            case ABS ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.abs(a[i]);
                    }
                };
            case SIGN ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.signum(a[i]);
                    }
                };
            case SQRT ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = (float) Math.sqrt(a[i]);
                    }
                };
            case FLOOR ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = (float) Math.floor(a[i]);
                    }
                };
            case ROUND ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = (float) Math.rint(a[i]);
                    }
                };
            case NOT ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = 1 - a[i];
                    }
                };
            default -> throw new IllegalArgumentException("chains do not know " + kind);
        };
    }

    /** Returns the function with the number in a chunk of its own, which costs next to nothing. */
    private static Loop scalar(ScalarBinary op) {
        Loop loop = binary(op.kind());
        float[] number = new float[Lanes.CHUNK];
        java.util.Arrays.fill(number, (float) op.number());
        return op.numberFirst()
                ? (a, b, c, y, n) -> loop.run(number, a, null, y, n)
                : (a, b, c, y, n) -> loop.run(a, number, null, y, n);
    }

    private static Loop binary(Binary.Kind kind) {
        return switch (kind) {
            case ADD ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] + b[i];
                    }
                };
            case SUBTRACT ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] - b[i];
                    }
                };
            case MULTIPLY, AND ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] * b[i];
                    }
                };
            case DIVIDE ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] / b[i];
                    }
                };
            case MAXIMUM, OR ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.max(a[i], b[i]);
                    }
                };
            case MINIMUM ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = Math.min(a[i], b[i]);
                    }
                };
            default -> comparison(kind);
        };
    }

    private static Loop comparison(Binary.Kind kind) {
        return switch (kind) {
            case EQUAL ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] == b[i] ? 1f : 0f;
                    }
                };
            case NOT_EQUAL, XOR ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] != b[i] ? 1f : 0f;
                    }
                };
            case LESS ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] < b[i] ? 1f : 0f;
                    }
                };
            case LESS_EQUAL ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] <= b[i] ? 1f : 0f;
                    }
                };
            case GREATER ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] > b[i] ? 1f : 0f;
                    }
                };
            case GREATER_EQUAL ->
                (a, b, c, y, n) -> {
                    for (int i = 0; i < n; i++) {
                        y[i] = a[i] >= b[i] ? 1f : 0f;
                    }
                };
            default -> throw new IllegalArgumentException("chains do not know " + kind);
        };
    }
}
