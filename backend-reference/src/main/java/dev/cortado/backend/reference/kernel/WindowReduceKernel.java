package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.WindowReduce;

/** Computes {@link WindowReduce}. */
final class WindowReduceKernel implements Runnable {

    private final WindowReduce.Kind kind;
    private final Elements x;
    private final Elements y;
    private final CoveredElements covered;
    private final Index to;

    WindowReduceKernel(WindowReduce op, Elements x, Elements y) {
        this.kind = op.kind();
        this.x = x;
        this.y = y;
        covered = new CoveredElements(op.window(), x.shape());
        to = new Index(y.shape());
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
        double total = switch (kind) {
            case SUM -> 0;
            case MAX -> Double.NEGATIVE_INFINITY;
        };
        for (boolean more = covered.first(to); more; more = covered.next()) {
            double value = x.real(covered.flat());
            total = switch (kind) {
                case SUM -> total + value;
                case MAX -> Math.max(total, value);
            };
        }
        return total;
    }

    private long whole() {
        long total = switch (kind) {
            case SUM -> 0;
            case MAX -> IntegerRange.lowest(x.dtype());
        };
        for (boolean more = covered.first(to); more; more = covered.next()) {
            long value = x.whole(covered.flat());
            total = switch (kind) {
                case SUM -> total + value;
                case MAX -> Math.max(total, value);
            };
        }
        return total;
    }
}
