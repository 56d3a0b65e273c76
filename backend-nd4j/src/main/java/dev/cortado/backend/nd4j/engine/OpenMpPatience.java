package dev.cortado.backend.nd4j.engine;

import com.sun.jna.Function;

/**
 * Tells OpenMP to wait for other threads asleep rather than in a loop, unless the user chose.
 *
 * <p>Where other programs use the processors too, a thread that spins keeps the one from running that it waits for: training
 * was seven times slower next to two busy processes. OpenMP reads this from the environment of the process when it is
 * loaded, which Java itself cannot change.
 */
final class OpenMpPatience {

    private static final System.Logger LOG = System.getLogger(OpenMpPatience.class.getName());
    private static final String POLICY = "OMP_WAIT_POLICY";
    private static final String SPINS = "GOMP_SPINCOUNT";

    /** Some microseconds: longer than it takes a running thread to arrive, much shorter than a slice of time. */
    private static final String FEW = "2000";

    private OpenMpPatience() {}

    static void set() {
        if (System.getenv(POLICY) != null || System.getenv(SPINS) != null) {
            return;
        }
        try {
            Function.getFunction("c", "setenv").invokeInt(new Object[] {SPINS, FEW, 0});
        } catch (LinkageError | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "OpenMP could not be told to wait asleep (" + e + "); set " + POLICY
                            + "=passive if other programs use the processors");
        }
    }
}
