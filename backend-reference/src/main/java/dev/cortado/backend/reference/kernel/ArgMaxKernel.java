package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.ArgMax;

/** Computes {@link ArgMax}. */
final class ArgMaxKernel implements Runnable {

    private final int axis;
    private final Elements x;
    private final Elements y;
    private final Index line;
    private final Index from;

    ArgMaxKernel(ArgMax op, Elements x, Elements y) {
        this.axis = op.axis();
        this.x = x;
        this.y = y;
        line = new Index(x.shape().with(axis, 1));
        from = new Index(x.shape());
    }

    @Override
    public void run() {
        if (y.count() == 0) {
            return;
        }
        for (boolean more = line.first(); more; more = line.next()) {
            int best = 0;
            for (int i = 1; i < x.shape().size(axis); i++) {
                if (Order.compare(x, position(i), position(best)) > 0) {
                    best = i;
                }
            }
            y.setWhole(line.flat(), best);
        }
    }

    private int position(int along) {
        from.set(line);
        from.set(axis, along);
        return from.flat();
    }
}
