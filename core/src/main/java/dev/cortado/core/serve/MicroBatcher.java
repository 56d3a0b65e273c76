package dev.cortado.core.serve;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Joins samples that callers bring at about the same time, so that they go through the network together.
 *
 * <p>No answer changes, since inference does not depend on the batch. A list of samples is a batch already and goes past this
 * one. There is one thread per instance of the pool; one of them at a time collects the next batch.
 */
public final class MicroBatcher implements Inference {

    private final InferencePool pool;
    private final int largest;
    private final long window;
    private final List<Thread> runners = new ArrayList<>();

    /** Held by the thread that collects a batch. */
    private final Object collecting = new Object();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final Deque<Request> waiting = new ArrayDeque<>();
    private boolean closed;

    /** A sample and its answer to come. */
    private record Request(HostTensor sample, long arrival, CompletableFuture<HostTensor> answer) {}

    /**
     * Puts micro-batching before a pool.
     *
     * @param pool is closed with this one
     * @param options how many samples are joined, and how long the first of them waits
     */
    public MicroBatcher(InferencePool pool, ServingOptions options) {
        this.pool = pool;
        this.largest = options.largestBatch();
        this.window = options.window().toNanos();
        for (int i = 0; i < pool.instances(); i++) {
            Thread runner = new Thread(this::serve, "cortado-batch-" + i);
            runner.setDaemon(true);
            runners.add(runner);
            runner.start();
        }
    }

    @Override
    public TensorSpec sample() {
        return pool.sample();
    }

    @Override
    public TensorSpec result() {
        return pool.result();
    }

    @Override
    public HostTensor infer(HostTensor sample) {
        Refusals.check(sample, pool.sample(), 0);
        Request request = new Request(sample, System.nanoTime(), new CompletableFuture<>());
        lock.lock();
        try {
            if (closed) {
                throw Refusals.closed();
            }
            waiting.add(request);
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        return await(request);
    }

    private HostTensor await(Request request) {
        try {
            return request.answer.get();
        } catch (InterruptedException e) {
            withdraw(request);
            throw Refusals.interrupted();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    private void withdraw(Request request) {
        lock.lock();
        try {
            waiting.removeIf(other -> other == request);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<HostTensor> infer(List<HostTensor> samples) {
        return pool.infer(samples);
    }

    private void serve() {
        List<Request> batch = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                open = collect(batch);
                answer(batch);
            } catch (OutOfMemoryError e) {
                batch.forEach(request -> request.answer.completeExceptionally(e));
            }
            batch.clear();
        }
    }

    private void answer(List<Request> batch) {
        if (batch.isEmpty()) {
            return;
        }
        try {
            List<HostTensor> results =
                    pool.infer(batch.stream().map(Request::sample).toList());
            for (int i = 0; i < results.size(); i++) {
                batch.get(i).answer.complete(results.get(i));
            }
        } catch (RuntimeException | Error e) {
            batch.forEach(request -> request.answer.completeExceptionally(e));
        }
    }

    /** Waits for samples and takes them; false once there will be no more. */
    private boolean collect(List<Request> batch) {
        synchronized (collecting) {
            lock.lock();
            try {
                while (batch.isEmpty()) {
                    while (waiting.isEmpty() && !closed) {
                        arrived.awaitUninterruptibly();
                    }
                    if (closed) {
                        return false;
                    }
                    awaitOthers();
                    // those whose callers were interrupted are gone by now, perhaps all
                    while (!waiting.isEmpty() && batch.size() < largest) {
                        // in this order, so that none is lost if the list cannot grow
                        batch.add(waiting.getFirst());
                        waiting.removeFirst();
                    }
                }
                return true;
            } finally {
                lock.unlock();
            }
        }
    }

    private void awaitOthers() {
        long left = waiting.getFirst().arrival + window - System.nanoTime();
        while (left > 0 && waiting.size() < largest && !waiting.isEmpty() && !closed) {
            try {
                left = arrived.awaitNanos(left);
            } catch (InterruptedException e) {
                // nobody but the JVM's end interrupts this thread: stop waiting, and answer what is there
                return;
            }
        }
    }

    @Override
    public void close() {
        List<Request> refused;
        lock.lock();
        try {
            closed = true;
            refused = new ArrayList<>(waiting);
            waiting.clear();
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        refused.forEach(request -> request.answer.completeExceptionally(Refusals.closed()));
        join();
        pool.close();
    }

    /** Waits until the batches that run have been answered, also if the closing thread is interrupted meanwhile. */
    private void join() {
        boolean interrupted = false;
        for (Thread runner : runners) {
            while (runner.isAlive()) {
                try {
                    runner.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
