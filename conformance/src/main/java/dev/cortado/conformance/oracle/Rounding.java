package dev.cortado.conformance.oracle;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Unary;
import dev.cortado.conformance.Tolerance;

/** How errors of the operands and the rounding of the result add up in elementwise functions, to first order. */
final class Rounding {

    private static final double ARITHMETIC = Tolerance.ARITHMETIC.factor();
    private static final double TRANSCENDENTAL = Tolerance.TRANSCENDENTAL.factor();
    private static final double TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);

    private Rounding() {}

    /** Returns the slack of a function of one element. */
    static HostTensor unary(Unary.Kind kind, Estimate x, HostTensor y) {
        return switch (kind) {
            case NEGATE, ABS -> x.slack();
            case SIGN, FLOOR, ROUND, NOT -> null;
            default -> Numbers.make(y.spec(), i -> unary(kind, x.wide().get(i), x.slack(i), y.get(i)));
        };
    }

    private static double unary(Unary.Kind kind, double x, double slack, double y) {
        double own = TRANSCENDENTAL * Math.abs(y);
        return switch (kind) {
            case EXP -> Numbers.times(slack, Math.abs(y)) + own;
            case LOG -> Numbers.times(slack, 1 / Math.abs(x)) + own;
            case SQRT -> Numbers.times(slack, 0.5 / y) + ARITHMETIC * Math.abs(y);
            case TANH -> Numbers.times(slack, 1 - y * y) + own;
            case ERF -> Numbers.times(slack, TWO_OVER_ROOT_PI * Math.exp(-x * x)) + own;
            default -> throw new IllegalStateException(kind + " is exact");
        };
    }

    /** Returns the slack of a function of two elements. */
    static HostTensor binary(Binary.Kind kind, Estimate a, Estimate b, HostTensor y) {
        if (kind.isPredicate()) {
            return null;
        }
        if (kind == Binary.Kind.MAXIMUM || kind == Binary.Kind.MINIMUM) {
            return a.slack() == null && b.slack() == null
                    ? null
                    : Numbers.make(y.spec(), i -> Math.max(a.slack(i), b.slack(i)));
        }
        return Numbers.make(
                y.spec(),
                i -> binary(kind, a.wide().get(i), a.slack(i), b.wide().get(i), b.slack(i), y.get(i)));
    }

    private static double binary(Binary.Kind kind, double a, double slackA, double b, double slackB, double y) {
        double own = ARITHMETIC * Math.abs(y);
        return switch (kind) {
            case ADD, SUBTRACT -> slackA + slackB + own;
            case MULTIPLY -> Numbers.times(slackA, Math.abs(b)) + Numbers.times(slackB, Math.abs(a)) + own;
            case DIVIDE -> Numbers.times(slackA, 1 / Math.abs(b)) + Numbers.times(slackB, Math.abs(a) / (b * b)) + own;
            case POWER ->
                Numbers.times(slackA, Math.abs(y * b / a))
                        + Numbers.times(slackB, Math.abs(y * Math.log(Math.abs(a))))
                        + TRANSCENDENTAL * Math.abs(y);
            default -> throw new IllegalStateException(kind + " is exact");
        };
    }
}
