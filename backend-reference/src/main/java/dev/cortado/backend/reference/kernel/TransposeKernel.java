package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Transpose;

/** Computes {@link Transpose}. */
final class TransposeKernel implements Runnable {

    private final Transpose op;
    private final Elements x;
    private final Elements y;
    private final Index from;
    private final Index to;

    TransposeKernel(Transpose op, Elements x, Elements y) {
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
                from.set(op.order().get(axis), to.at(axis));
            }
            y.copy(to.flat(), x, from.flat());
        }
    }
}
