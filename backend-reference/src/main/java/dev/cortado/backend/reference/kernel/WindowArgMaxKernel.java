package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.WindowArgMax;

/** Computes {@link WindowArgMax}. */
final class WindowArgMaxKernel implements Runnable {

    private final Elements x;
    private final Elements y;
    private final CoveredElements covered;
    private final Index to;

    WindowArgMaxKernel(WindowArgMax op, Elements x, Elements y) {
        this.x = x;
        this.y = y;
        covered = new CoveredElements(op.window(), x.shape());
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            y.setWhole(to.flat(), largest());
        }
    }

    private int largest() {
        int where = -1;
        double best = Double.NEGATIVE_INFINITY;
        for (boolean more = covered.first(to); more; more = covered.next()) {
            double value = x.real(covered.flat());
            // a NaN replaces whatever was found; nothing but a later NaN compares as more than it
            if (where < 0 || value > best || Double.isNaN(value)) {
                where = covered.flatInPlane();
                best = value;
            }
        }
        return where;
    }
}
