package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/** A kernel tied to its memory, ready to run again and again. */
@FunctionalInterface
@Stability.Experimental
public interface Invocation {

    /** Runs the kernel, or queues it behind what was started before; allocates nothing in steady state. */
    void run();

    /**
     * Runs the kernel when the workspace holds what the last run left there, and the operands that
     * {@link OpKernel#preparedFrom} names have not changed since. Gives the same results as {@link #run}, sooner.
     *
     * <p>It only reads the workspace, which several backends may do at once (see {@link Backend#companion}).
     */
    default void runPrepared() {
        run();
    }
}
