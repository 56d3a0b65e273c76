package dev.cortado.backend.cpu.kernel.structure;

/**
 * Counts through the outer loops of a move, in an array that the caller owns: an object per tile would be garbage wherever
 * the JIT does not see its end.
 *
 * <p>The array holds a count per loop, then where the present round begins in the operand, then where in the result.
 */
final class Odometer {

    private Odometer() {}

    /** Returns how many integers the state for some loops takes. */
    static int stateSize(int loops) {
        return loops + 2;
    }

    /** Returns where the present round begins in the operand. */
    static int from(int[] state, int loops) {
        return state[loops];
    }

    /** Returns where the present round begins in the result. */
    static int to(int[] state, int loops) {
        return state[loops + 1];
    }

    /** Starts at a round of the outer loops, counted from 0. */
    static void start(Move move, int loops, int round, int[] state) {
        int from = move.fromStart();
        int to = move.toStart();
        int rest = round;
        for (int loop = loops - 1; loop >= 0; loop--) {
            int count = rest % move.sizes()[loop];
            rest /= move.sizes()[loop];
            from += count * move.from()[loop];
            to += count * move.to()[loop];
            state[loop] = count;
        }
        state[loops] = from;
        state[loops + 1] = to;
    }

    /** Goes on to the next round. */
    static void advance(Move move, int loops, int[] state) {
        for (int loop = loops - 1; loop >= 0; loop--) {
            state[loops] += move.from()[loop];
            state[loops + 1] += move.to()[loop];
            if (++state[loop] < move.sizes()[loop]) {
                return;
            }
            state[loop] = 0;
            state[loops] -= move.sizes()[loop] * move.from()[loop];
            state[loops + 1] -= move.sizes()[loop] * move.to()[loop];
        }
    }
}
