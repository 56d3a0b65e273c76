package dev.cortado.conformance.kit;

import dev.cortado.api.DType;

/** What a run is doing and since when, so that another thread sees what does not come back. Thread-safe. */
final class Pulse {

    private volatile Step step = new Step(Examination.LIFECYCLE, Examination.BACKEND, DType.FLOAT32, "the start");
    private volatile long since = System.nanoTime();
    private volatile boolean over;

    /** What is being asked, in the words of a finding. */
    record Step(String check, String op, DType dtype, String subject) {}

    /**
     * Says what is asked from now on.
     *
     * @throws Examination.Enough if nobody waits for the answer any more
     */
    void begin(String check, String op, DType dtype, String subject) {
        step = new Step(check, op, dtype, subject);
        beat();
    }

    /**
     * Says that a long question is still making its way.
     *
     * @throws Examination.Enough if nobody waits for the answer any more
     */
    void beat() {
        if (over) {
            throw new Examination.Enough();
        }
        since = System.nanoTime();
    }

    /** Tells whether what is asked has not come back for longer than this. */
    boolean isOverdue(long nanos) {
        return System.nanoTime() - since > nanos;
    }

    /** Returns what is asked. */
    Step step() {
        return step;
    }

    /** Lets whoever comes back late end. */
    void giveUp() {
        over = true;
    }
}
