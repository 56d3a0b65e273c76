package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.GatherAlong;

/** Computes {@link GatherAlong}. */
final class GatherAlongKernel implements Runnable {

    private final int axis;
    private final Elements x;
    private final Elements indices;
    private final Elements y;
    private final Elements zero;
    private final Index from;
    private final Index to;

    GatherAlongKernel(GatherAlong op, Elements x, Elements indices, Elements y) {
        this.axis = op.axis();
        this.x = x;
        this.indices = indices;
        this.y = y;
        zero = Elements.number(x.dtype(), 0);
        from = new Index(x.shape());
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            int index = (int) indices.whole(to.flat());
            if (index >= 0 && index < x.shape().size(axis)) {
                from.set(to);
                from.set(axis, index);
                y.copy(to.flat(), x, from.flat());
            } else {
                y.copy(to.flat(), zero, 0);
            }
        }
    }
}
