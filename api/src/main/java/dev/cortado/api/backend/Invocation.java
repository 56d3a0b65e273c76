package dev.cortado.api.backend;

import dev.cortado.api.Stability;

/** A kernel tied to its memory, ready to run again and again. */
@FunctionalInterface
@Stability.Experimental
public interface Invocation {

    /** Runs the kernel, or queues it behind what was started before; allocates nothing in steady state. */
    void run();
}
