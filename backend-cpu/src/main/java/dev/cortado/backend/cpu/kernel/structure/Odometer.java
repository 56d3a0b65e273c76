package dev.cortado.backend.cpu.kernel.structure;

/** Counts through the outer loops of a move; short-lived, so that the JIT needs no object for it. */
final class Odometer {

    private final Move move;
    private final int loops;
    private final int[] counts;

    /** Where the present round begins in the operand. */
    int from;

    /** Where the present round begins in the result. */
    int to;

    /**
     * Starts at a round of the outer loops, counted from 0.
     *
     * @param counts room for a count per loop
     */
    Odometer(Move move, int loops, int round, int[] counts) {
        this.move = move;
        this.loops = loops;
        this.counts = counts;
        from = move.fromStart();
        to = move.toStart();
        int rest = round;
        for (int loop = loops - 1; loop >= 0; loop--) {
            counts[loop] = rest % move.sizes()[loop];
            rest /= move.sizes()[loop];
            from += counts[loop] * move.from()[loop];
            to += counts[loop] * move.to()[loop];
        }
    }

    void advance() {
        for (int loop = loops - 1; loop >= 0; loop--) {
            from += move.from()[loop];
            to += move.to()[loop];
            if (++counts[loop] < move.sizes()[loop]) {
                return;
            }
            counts[loop] = 0;
            from -= move.sizes()[loop] * move.from()[loop];
            to -= move.sizes()[loop] * move.to()[loop];
        }
    }
}
