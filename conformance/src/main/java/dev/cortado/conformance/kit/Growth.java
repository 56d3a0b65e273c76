package dev.cortado.conformance.kit;

/**
 * Tells a leak from a start: the virtual machine and a backend may fill caches for a while, but a leak grows in every round.
 *
 * @param runs how often a round does the same
 * @param heap how many bytes on the heap a run may keep; less than the smallest objects have
 * @param resident how many bytes two rounds may keep outside of the heap, where compilers and allocators work too
 */
record Growth(int runs, long heap, long resident) {

    /** What compilers leave behind in two rounds. */
    private static final long NOISE = 800_000;
    /** How many times two rounds a start may take. */
    private static final int MOST = 8;
    /** How many of them must grow to be a leak; what a collector or a compiler gives back can hide some. */
    private static final int LEAK = 6;

    /** Returns the limits of what is run many times. */
    static Growth of(int runs) {
        return new Growth(runs, 12, NOISE);
    }

    /**
     * Runs rounds until two in a row leave nothing behind; two, since what a compiler took in one it gives back in the next.
     *
     * @throws Broken if they do nearly always
     */
    void expectNone(String what, Runnable round) {
        Watch onHeap = new Watch(2 * heap * runs);
        Watch outside = new Watch(resident);
        round.run();
        Footprint beforeLast = Footprint.now();
        round.run();
        Footprint last = Footprint.now();
        for (int i = 0; i < MOST && !(onHeap.isFlat && outside.isFlat); i++) {
            round.run();
            Footprint now = Footprint.now();
            onHeap.see(now.heap() - beforeLast.heap());
            outside.see(now.resident() - beforeLast.resident());
            beforeLast = last;
            last = now;
        }
        onHeap.expectNoLeak(what, "");
        outside.expectNoLeak(what, " outside of the heap");
    }

    /** One kind of memory. */
    private final class Watch {

        private final long limit;
        private boolean isFlat;
        private int grown;
        private long least = Long.MAX_VALUE;

        Watch(long limit) {
            this.limit = limit;
        }

        void see(long growth) {
            // what shrinks a lot is no more at rest than what grows
            isFlat |= Math.abs(growth) <= limit;
            if (growth > limit) {
                grown++;
                least = Math.min(least, growth);
            }
        }

        void expectNoLeak(String what, String where) {
            if (!isFlat && grown >= LEAK) {
                throw new Broken(
                        "memory",
                        2 * runs + " " + what + " leave at least " + least + " bytes behind" + where
                                + ", however often they are run");
            }
        }
    }
}
