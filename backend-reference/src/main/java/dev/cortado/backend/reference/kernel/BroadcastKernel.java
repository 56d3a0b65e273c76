package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Broadcast;

/** Computes {@link Broadcast}: for each result, the element that is repeated there. */
final class BroadcastKernel implements Runnable {

    private final Broadcast op;
    private final Elements x;
    private final Elements y;
    private final Index from;
    private final Index to;

    BroadcastKernel(Broadcast op, Elements x, Elements y) {
        this.op = op;
        this.x = x;
        this.y = y;
        from = new Index(x.shape());
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            for (int axis = 0; axis < x.shape().rank(); axis++) {
                from.set(axis, x.shape().size(axis) == 1 ? 0 : to.at(op.axes().get(axis)));
            }
            y.copy(to.flat(), x, from.flat());
        }
    }
}
