package dev.cortado.core.run;

/** Counts how often variables of a session may have changed, so that programs know whether what they made of them is still true. */
public final class StateClock {

    private long now;

    /** Notes that variables may have changed. */
    public void tick() {
        now++;
    }

    /** Returns a number that is another one after each change. */
    public long now() {
        return now;
    }
}
