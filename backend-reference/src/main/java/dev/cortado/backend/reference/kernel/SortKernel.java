package dev.cortado.backend.reference.kernel;

import dev.cortado.api.op.Sort;

/** Computes {@link Sort} by insertion, which keeps the order of equal elements. */
final class SortKernel implements Runnable {

    private final Sort op;
    private final Elements x;
    private final Elements y;
    private final Elements where;
    private final Index line;
    private final Index from;
    private final int[] sorted;

    SortKernel(Sort op, Elements x, Elements y, Elements where) {
        this.op = op;
        this.x = x;
        this.y = y;
        this.where = where;
        line = new Index(x.shape().with(op.axis(), 1));
        from = new Index(x.shape());
        sorted = new int[x.shape().size(op.axis())];
    }

    @Override
    public void run() {
        for (boolean more = line.first(); more; more = line.next()) {
            for (int i = 0; i < sorted.length; i++) {
                insert(i);
            }
            for (int i = 0; i < sorted.length; i++) {
                y.copy(position(i), x, position(sorted[i]));
                where.setWhole(position(i), sorted[i]);
            }
        }
    }

    /** Puts element {@code i} behind all of the first {@code i} sorted ones but those that it must precede. */
    private void insert(int i) {
        int at = i;
        while (at > 0 && precedes(i, sorted[at - 1])) {
            sorted[at] = sorted[at - 1];
            at--;
        }
        sorted[at] = i;
    }

    private boolean precedes(int i, int j) {
        int order = Order.compare(x, position(i), position(j));
        return op.descending() ? order > 0 : order < 0;
    }

    private int position(int along) {
        from.set(line);
        from.set(op.axis(), along);
        return from.flat();
    }
}
