package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Slice;

/** Computes {@link Slice}. */
final class SliceKernel implements Runnable {

    private final Slice op;
    private final Elements x;
    private final Elements y;
    private final Index from;
    private final Index to;

    SliceKernel(Slice op, Elements x, Elements y) {
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
                from.set(axis, op.start().get(axis) + to.at(axis) * op.step().get(axis));
            }
            y.copy(to.flat(), x, from.flat());
        }
    }
}
