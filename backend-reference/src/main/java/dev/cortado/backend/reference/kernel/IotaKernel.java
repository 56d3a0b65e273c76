package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Iota;

/** Computes {@link Iota}. */
final class IotaKernel implements Runnable {

    private final int axis;
    private final Elements y;
    private final Index to;

    IotaKernel(Iota op, Elements y) {
        this.axis = op.axis();
        this.y = y;
        to = new Index(y.shape());
    }

    @Override
    public void run() {
        for (boolean more = to.first(); more; more = to.next()) {
            if (y.isFloating()) {
                y.setReal(to.flat(), to.at(axis));
            } else {
                y.setWhole(to.flat(), to.at(axis));
            }
        }
    }
}
