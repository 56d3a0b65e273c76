package dev.cortado.conformance.kit;

/**
 * Tells a leak from a start: the virtual machine and a backend may fill caches for a while, but a leak grows in every round.
 *
 * @param runs how often a round does the same
 * @param heap how many bytes on the heap a run may keep; less than the smallest objects have
 * @param resident how many bytes two rounds may keep outside of the heap, where compilers and allocators work too
 */
record Growth(int runs, long heap, long resident) {

    /** What a compiler may keep over two rounds: it takes and gives back 3 MB at a time. */
    private static final long NOISE = 4_000_000;
    /** How many rounds a start may take. */
    private static final int MOST = 10;
    /** How many of them must grow to be a leak; what a collector or a compiler gives back can hide some. */
    private static final int LEAK = 6;

    /** Returns the limits of what is run many times. */
    static Growth of(int runs) {
        return new Growth(runs, 12, NOISE);
    }

    /**
     * Runs rounds until memory is at rest.
     *
     * @throws Broken if it hardly ever is
     */
    void expectNone(String what, Runnable round) {
        // one round at rest may be a leak that a collector made up for
        Watch onHeap = new Watch(1, heap * runs, 2);
        // what a compiler took in one round it gives back in the next
        Watch outside = new Watch(2, resident, 2);
        round.run();
        Footprint beforeLast = null;
        Footprint last = Footprint.now();
        for (int i = 0; i < MOST && !(onHeap.isAtRest() && outside.isAtRest()); i++) {
            round.run();
            Footprint now = Footprint.now();
            onHeap.see(now.heap() - last.heap());
            if (beforeLast != null) {
                outside.see(now.resident() - beforeLast.resident());
            }
            beforeLast = last;
            last = now;
        }
        onHeap.expectNoLeak(what, "");
        outside.expectNoLeak(what, " outside of the heap");
    }

    /** One kind of memory. */
    private final class Watch {

        private final int rounds;
        private final long limit;
        private final int wanted;
        private int flat;
        private int grown;
        private long least = Long.MAX_VALUE;

        /** Watches how much some rounds leave behind; it must be little as often as wanted. */
        Watch(int rounds, long limit, int wanted) {
            this.rounds = rounds;
            this.limit = limit;
            this.wanted = wanted;
        }

        void see(long growth) {
            // what shrinks a lot is no more at rest than what grows
            if (Math.abs(growth) <= limit) {
                flat++;
            } else if (growth > limit) {
                grown++;
                least = Math.min(least, growth);
            }
        }

        boolean isAtRest() {
            return flat >= wanted;
        }

        void expectNoLeak(String what, String where) {
            if (!isAtRest() && grown >= LEAK) {
                throw new Broken(
                        "memory",
                        rounds * runs + " " + what + " leave at least " + least + " bytes behind" + where
                                + ", however often they are run");
            }
        }
    }
}
