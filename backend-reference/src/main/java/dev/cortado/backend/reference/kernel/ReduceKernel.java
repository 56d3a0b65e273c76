package dev.cortado.backend.reference.kernel;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Reduce;

/** Computes {@link Reduce}: for each result, one walk over the reduced axes. */
final class ReduceKernel implements Runnable {

    private final Reduce op;
    private final Elements x;
    private final Elements y;
    private final Index from;
    private final Index to;
    private final Index along;

    ReduceKernel(Reduce op, Elements x, Elements y) {
        this.op = op;
        this.x = x;
        this.y = y;
        from = new Index(x.shape());
        to = new Index(y.shape());
        along = new Index(Shape.of(op.axes().stream().mapToInt(x.shape()::size).toArray()));
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            if (x.isFloating()) {
                y.setReal(to.flat(), real());
            } else {
                y.setWhole(to.flat(), whole());
            }
        }
    }

    private double real() {
        double total = switch (op.kind()) {
            case SUM, SUM_SQUARES -> 0;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        };
        for (boolean more = along.first(); more; more = along.next()) {
            double value = x.real(position());
            total = switch (op.kind()) {
                case SUM -> total + value;
                case SUM_SQUARES -> total + value * value;
                case MAX -> Math.max(total, value);
                case MIN -> Math.min(total, value);
            };
        }
        return total;
    }

    private long whole() {
        long total = switch (op.kind()) {
            case SUM, SUM_SQUARES -> 0;
            case MAX -> IntegerRange.lowest(x.dtype());
            case MIN -> IntegerRange.highest(x.dtype());
        };
        for (boolean more = along.first(); more; more = along.next()) {
            long value = x.whole(position());
            total = switch (op.kind()) {
                case SUM -> total + value;
                case SUM_SQUARES -> total + value * value;
                case MAX -> Math.max(total, value);
                case MIN -> Math.min(total, value);
            };
        }
        return total;
    }

    /** Returns the operand's element: kept axes as in {@code to}, reduced ones as in {@code along}. */
    private int position() {
        int kept = 0;
        int reduced = 0;
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            from.set(axis, op.axes().contains(axis) ? along.at(reduced++) : to.at(kept++));
        }
        return from.flat();
    }
}
