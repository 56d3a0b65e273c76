package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Pad;

/** Computes {@link Pad}: for each result, the element that lands there, or the padding value. */
final class PadKernel implements Runnable {

    private final Pad op;
    private final Elements x;
    private final Elements value;
    private final Elements y;
    private final Index from;
    private final Index to;

    PadKernel(Pad op, Elements x, Elements y) {
        this.op = op;
        this.x = x;
        this.value = Elements.number(x.dtype(), op.value());
        this.y = y;
        from = new Index(x.shape());
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            if (findElement()) {
                y.copy(to.flat(), x, from.flat());
            } else {
                y.copy(to.flat(), value, 0);
            }
        }
    }

    /** Moves {@code from} to the element that lands at {@code to}; false if none does. */
    private boolean findElement() {
        for (int axis = 0; axis < x.shape().rank(); axis++) {
            int distance = op.interior().get(axis) + 1;
            int place = to.at(axis) - op.low().get(axis);
            if (place < 0
                    || place % distance != 0
                    || place / distance >= x.shape().size(axis)) {
                return false;
            }
            from.set(axis, place / distance);
        }
        return true;
    }
}
