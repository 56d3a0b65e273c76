package dev.cortado.conformance.kit;

import dev.cortado.conformance.report.Finding;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** Lets a run work on a daemon thread, and gives it up when one question gets no answer. */
final class Watchdog {

    private static final long LOOKS = 20;

    private final Pulse pulse;
    private final Ledger ledger;
    private final Duration limit;

    Watchdog(Pulse pulse, Ledger ledger, Duration limit) {
        this.pulse = pulse;
        this.ledger = ledger;
        this.limit = limit;
    }

    /**
     * Waits until the work is done or one of its steps takes longer than the limit; that is a finding, and what follows is not
     * checked. What the work throws is thrown here.
     */
    void await(Runnable work) {
        FutureTask<Void> task = new FutureTask<>(work, null);
        Thread thread = new Thread(task, "conformance");
        thread.setDaemon(true);
        thread.start();
        try {
            if (waitFor(thread)) {
                task.get();
                return;
            }
        } catch (ExecutionException e) {
            rethrow(e.getCause());
        } catch (InterruptedException e) {
            leave(thread);
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", e);
        }
        overdue(pulse.step(), thread);
        leave(thread);
    }

    /** Returns whether the thread came to its end. It allocates nothing: the thread may be watching the heap. */
    private boolean waitFor(Thread thread) throws InterruptedException {
        long nanos = limit.toNanos();
        long look = Math.max(1, limit.toMillis() / LOOKS);
        while (thread.isAlive()) {
            if (pulse.isOverdue(nanos)) {
                return false;
            }
            thread.join(look);
        }
        return true;
    }

    private void leave(Thread thread) {
        pulse.giveUp();
        thread.interrupt();
    }

    private void overdue(Pulse.Step step, Thread thread) {
        String message = "did not come back within " + seconds() + " s; the run ends here" + place(thread);
        ledger.failed(new Finding(step.check(), step.op(), step.subject(), message), step.dtype());
        ledger.note("what follows '" + step.subject() + "', which did not come back");
    }

    private String seconds() {
        return limit.toMillis() % 1000 == 0
                ? String.valueOf(limit.toSeconds())
                : String.valueOf(limit.toMillis() * 1e-3);
    }

    /** Names the innermost line that is not the JDK's. */
    private static String place(Thread thread) {
        return Stream.of(thread.getStackTrace())
                .filter(frame -> !"java.base".equals(frame.getModuleName()))
                .findFirst()
                .map(frame -> ", it is at " + frame)
                .orElse("");
    }

    private static void rethrow(Throwable cause) {
        if (cause instanceof RuntimeException known) {
            throw known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        throw new IllegalStateException(cause);
    }
}
