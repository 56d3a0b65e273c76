package com.example.plain;

import dev.cortado.api.DType;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.RandomBits;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Unary;
import dev.cortado.api.random.Philox;

/** Loops over elements, each by itself. */
final class Elementwise {

    private Elementwise() {}

    static void unary(Unary.Kind kind, Numbers x, Numbers y) {
        for (int i = 0; i < y.count; i++) {
            double a = x.get(i);
            y.set(i, switch (kind) {
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
                case NOT -> 1 - a;
            });
        }
    }

    /** Sums a series of positive terms (Abramowitz and Stegun 1964, 7.1.6). */
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

    static void binary(Binary.Kind kind, Numbers a, Numbers b, Numbers y) {
        for (int i = 0; i < y.count; i++) {
            y.set(i, binary(kind, a.get(i), b.get(i), a.dtype.isFloating()));
        }
    }

    static void scalar(ScalarBinary op, Numbers x, Numbers y) {
        double number = x.rounded(op.number());
        for (int i = 0; i < y.count; i++) {
            double a = op.numberFirst() ? number : x.get(i);
            double b = op.numberFirst() ? x.get(i) : number;
            y.set(i, binary(op.kind(), a, b, x.dtype.isFloating()));
        }
    }

    private static double binary(Binary.Kind kind, double a, double b, boolean real) {
        return switch (kind) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> product(a, b, real);
            case DIVIDE -> real ? a / b : b == 0 ? 0 : (long) (a / b);
            case POWER -> StrictMath.pow(a, b);
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case EQUAL -> a == b ? 1 : 0;
            case NOT_EQUAL, XOR -> a != b ? 1 : 0;
            case LESS -> a < b ? 1 : 0;
            case LESS_EQUAL -> a <= b ? 1 : 0;
            case GREATER -> a > b ? 1 : 0;
            case GREATER_EQUAL -> a >= b ? 1 : 0;
            case AND -> Math.min(a, b);
            case OR -> Math.max(a, b);
        };
    }

    /** Multiplies numbers, or int32 with wraparound. */
    static double product(double a, double b, boolean real) {
        return real ? a * b : (int) ((long) a * (long) b);
    }

    static void select(Numbers condition, Numbers yes, Numbers no, Numbers y) {
        for (int i = 0; i < y.count; i++) {
            y.copy(i, condition.get(i) != 0 ? yes : no, i);
        }
    }

    /** Converts as Java does. */
    static void cast(Numbers x, Numbers y) {
        for (int i = 0; i < y.count; i++) {
            double a = x.get(i);
            boolean truncate = x.dtype.isFloating() && !y.dtype.isFloating() && y.dtype != DType.BOOL;
            y.set(i, truncate ? (int) a : a);
        }
    }

    static void random(RandomBits op, Numbers key, Numbers y) {
        long k = key.bits(0);
        int[] words = new int[4];
        for (int i = 0; i < y.count; i++) {
            Philox.block((int) k, (int) (k >>> 32), i / 4, 0, (int) op.stream(), (int) (op.stream() >>> 32), words, 0);
            y.set(i, words[i % 4]);
        }
    }
}
