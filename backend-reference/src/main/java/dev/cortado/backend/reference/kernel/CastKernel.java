package dev.cortado.backend.reference.kernel;

import dev.cortado.api.DType;

/** Computes {@link dev.cortado.api.op.Cast} with the conversions of Java. */
final class CastKernel implements Runnable {

    private final Elements x;
    private final Elements y;

    CastKernel(Elements x, Elements y) {
        this.x = x;
        this.y = y;
    }

    @Override
    public void run() {
        for (int i = 0; i < y.count(); i++) {
            if (x.isFloating() && y.isFloating()) {
                y.setReal(i, x.real(i));
            } else if (x.isFloating()) {
                y.setWhole(i, truncate(x.real(i)));
            } else if (y.isFloating()) {
                y.setReal(i, round(x.whole(i)));
            } else {
                y.setWhole(i, x.whole(i));
            }
        }
    }

    private long truncate(double value) {
        return switch (y.dtype()) {
            case BOOL -> value != 0 ? 1 : 0;
            case INT64 -> (long) value;
            default -> (int) value;
        };
    }

    /** Rounds once: a long that first became a double would be rounded twice on its way to a float. */
    private double round(long value) {
        return y.dtype() == DType.FLOAT32 ? (float) value : (double) value;
    }
}
