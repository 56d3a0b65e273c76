package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Unary;

/** Computes {@link Unary}. */
final class UnaryKernel implements Runnable {

    private final Unary.Kind kind;
    private final Elements x;
    private final Elements y;

    UnaryKernel(Unary op, Elements x, Elements y) {
        this.kind = op.kind();
        this.x = x;
        this.y = y;
    }

    @Override
    public void run() {
        for (int i = 0; i < y.count(); i++) {
            if (x.isFloating()) {
                y.setReal(i, real(x.real(i)));
            } else {
                y.setWhole(i, whole(x.whole(i)));
            }
        }
    }

    private double real(double a) {
        return switch (kind) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Math.signum(a);
            case EXP -> StrictMath.exp(a);
            case LOG -> StrictMath.log(a);
            case SQRT -> Math.sqrt(a);
            case TANH -> StrictMath.tanh(a);
            case ERF -> ErrorFunction.erf(a);
            case FLOOR -> Math.floor(a);
            case ROUND -> Math.rint(a);
            case NOT -> throw new IllegalStateException("negation of a number");
        };
    }

    private long whole(long a) {
        return switch (kind) {
            case NEGATE -> -a;
            case ABS -> Math.abs(a);
            case SIGN -> Long.signum(a);
            case NOT -> 1 - a;
            default -> throw new IllegalStateException(kind + " of an integer");
        };
    }
}
