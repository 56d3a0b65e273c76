package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Reverse;

/** Computes {@link Reverse}. */
final class ReverseKernel implements Runnable {

    private final Reverse op;
    private final Elements x;
    private final Elements y;
    private final Index from;
    private final Index to;

    ReverseKernel(Reverse op, Elements x, Elements y) {
        this.op = op;
        this.x = x;
        this.y = y;
        from = new Index(x.shape());
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            for (int axis = 0; axis < y.shape().rank(); axis++) {
                int last = x.shape().size(axis) - 1;
                from.set(axis, op.axes().contains(axis) ? last - to.at(axis) : to.at(axis));
            }
            y.copy(to.flat(), x, from.flat());
        }
    }
}
