package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.ScatterAddAlong;
import java.util.Arrays;

/** Computes {@link ScatterAddAlong}: adds everything up, then stores the sums. */
final class ScatterAddAlongKernel implements Runnable {

    private final int axis;
    private final Elements x;
    private final Elements indices;
    private final Elements y;
    private final Index from;
    private final Index to;
    private final double[] realSums;
    private final long[] wholeSums;

    ScatterAddAlongKernel(ScatterAddAlong op, Elements x, Elements indices, Elements y) {
        this.axis = op.axis();
        this.x = x;
        this.indices = indices;
        this.y = y;
        from = new Index(x.shape());
        to = new Index(y.shape());
        realSums = new double[x.isFloating() ? y.count() : 0];
        wholeSums = new long[x.isFloating() ? 0 : y.count()];
    }

    @Override
    public void run() {
        Arrays.fill(realSums, 0);
        Arrays.fill(wholeSums, 0);
        for (boolean more = from.first(); more; more = from.next()) {
            int index = (int) indices.whole(from.flat());
            if (index >= 0 && index < y.shape().size(axis)) {
                to.set(from);
                to.set(axis, index);
                add(from.flat(), to.flat());
            }
        }
        store();
    }

    private void add(int i, int sum) {
        if (x.isFloating()) {
            realSums[sum] += x.real(i);
        } else {
            wholeSums[sum] += x.whole(i);
        }
    }

    private void store() {
        for (int i = 0; i < y.count(); i++) {
            if (x.isFloating()) {
                y.setReal(i, realSums[i]);
            } else {
                y.setWhole(i, wholeSums[i]);
            }
        }
    }
}
