package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Asks code of a plug-in on a thread of its own, and waits only so long for an answer.
 *
 * @param limit how long
 */
record TimeLimit(Duration limit) {

    /** Drivers may take seconds to find their devices; people wait ten. */
    static final TimeLimit USUAL = new TimeLimit(Duration.ofSeconds(10));

    /**
     * Returns the answer; what the question throws is thrown here.
     *
     * @param backend whom the question is for
     * @throws CortadoException if there is none in time; the question is left alone then, on a daemon thread
     */
    <T> T ask(String backend, Supplier<T> question) {
        FutureTask<T> task = new FutureTask<>(question::get);
        Thread thread = new Thread(task, "cortado-ask-" + backend);
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw CortadoException.backend(backend, "no-answer", null, noAnswer(), null, late);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("was interrupted while backend '" + backend + "' was asked", e);
        }
    }

    private String noAnswer() {
        boolean whole = limit.toMillis() % 1000 == 0;
        // apart, since a number of either kind would be written as a fraction
        String seconds = whole ? String.valueOf(limit.toSeconds()) : String.valueOf(limit.toMillis() * 1e-3);
        return "did not answer within " + seconds + " s";
    }
}
