package dev.cortado.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Gives a command time to end well after Ctrl-C.
 *
 * <p>The JVM ends with exit code 130 once its shutdown hooks are done. The hook asks the command to stop, and waits for it.
 */
final class Interrupt implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 120;

    private final CountDownLatch done = new CountDownLatch(1);
    private final AtomicBoolean requested = new AtomicBoolean();
    private final Thread hook;

    private Interrupt(Runnable stop) {
        hook = new Thread(
                () -> {
                    requested.set(true);
                    stop.run();
                    try {
                        done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "cortado-interrupt");
    }

    /** Calls {@code stop} when the process is asked to end, until this is closed. */
    static Interrupt calling(Runnable stop) {
        Interrupt interrupt = new Interrupt(stop);
        Runtime.getRuntime().addShutdownHook(interrupt.hook);
        return interrupt;
    }

    /** Tells whether the process was asked to end. */
    boolean requested() {
        return requested.get();
    }

    /** Says that the command is done: the process may end. */
    @Override
    public void close() {
        done.countDown();
        if (!requested()) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException endingJustNow) {
                // The hook runs already, finds that all is done, and returns.
            }
        }
    }
}
