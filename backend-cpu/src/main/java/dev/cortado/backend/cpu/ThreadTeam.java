package dev.cortado.backend.cpu;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The calling thread and a fixed number of daemons, which together run the tiles of a kernel, phase by phase.
 *
 * <p>Tiles are split evenly and in advance. Between phases the daemons spin for a while, then park. Nothing is allocated
 * in a run. Used by one thread at a time.
 */
final class ThreadTeam implements AutoCloseable {

    /** A phase that takes less than this on one thread is not worth waking others. */
    private static final long WORTH_SHARING_NANOS = 8_000;

    /** Longer than kernels that one thread runs alone usually take together: a parked thread starts tens of microseconds late. */
    private static final long SPIN_NANOS = 500_000;

    private static final int SPINS_PER_LOOK = 64;

    private final int size;
    private final Worker[] workers;
    private final WorkerScratch scratch = new WorkerScratch();
    private final AtomicInteger busy = new AtomicInteger();

    private HostKernel kernel;
    private HostFrame frame;
    private int phase;
    private int tiles;
    private boolean closed;

    /** Counts shared phases; writing it publishes the fields above. */
    private volatile int epoch;

    ThreadTeam(int size) {
        this.size = size;
        this.workers = new Worker[size - 1];
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker(i + 1);
            workers[i].start();
        }
    }

    int size() {
        return size;
    }

    /** Runs the phases of a kernel from one on; what a thread throws is thrown here once all others are done with the phase. */
    void run(HostKernel work, HostFrame memory, int first) {
        int phases = work.phases();
        for (int p = first; p < phases; p++) {
            int count = work.tiles(p);
            if (count == 0) {
                continue;
            }
            if (size == 1 || count == 1 || work.nanoseconds(p) < WORTH_SHARING_NANOS) {
                work.run(memory, p, 0, count, scratch);
            } else {
                share(work, memory, p, count);
            }
        }
    }

    private void share(HostKernel work, HostFrame memory, int p, int count) {
        kernel = work;
        frame = memory;
        phase = p;
        tiles = count;
        for (Worker worker : workers) {
            // whatever it threw beside an earlier failure is not this phase's
            worker.failure = null;
        }
        busy.set(workers.length);
        wakeAll();
        try {
            work.run(memory, p, 0, first(1), scratch);
        } finally {
            awaitOthers();
            kernel = null;
            frame = null;
        }
        for (Worker worker : workers) {
            worker.rethrow();
        }
    }

    /** Returns the first tile of a member; the same for every run, so that a tile tends to stay in one cache. */
    private int first(int member) {
        return (int) ((long) tiles * member / size);
    }

    private void wakeAll() {
        epoch++;
        for (Worker worker : workers) {
            worker.wake();
        }
    }

    private void awaitOthers() {
        int looks = 0;
        while (busy.get() > 0) {
            Thread.onSpinWait();
            if (++looks > SPINS_PER_LOOK * SPINS_PER_LOOK) {
                Thread.yield();
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            wakeAll();
        }
    }

    /** One daemon with its own scratch memory. */
    private final class Worker extends Thread {

        private final int member;
        private final WorkerScratch own = new WorkerScratch();
        private volatile boolean parked;
        private Throwable failure;

        Worker(int member) {
            super("cortado-cpu-" + member);
            this.member = member;
            setDaemon(true);
        }

        @Override
        public void run() {
            int seen = 0;
            while (true) {
                seen = awaitAfter(seen);
                if (closed) {
                    return;
                }
                try {
                    int from = first(member);
                    int to = first(member + 1);
                    if (from < to) {
                        kernel.run(frame, phase, from, to, own);
                    }
                } catch (Throwable t) {
                    failure = t;
                } finally {
                    busy.decrementAndGet();
                }
            }
        }

        private int awaitAfter(int seen) {
            long start = System.nanoTime();
            while (true) {
                for (int i = 0; i < SPINS_PER_LOOK; i++) {
                    if (epoch != seen) {
                        return epoch;
                    }
                    Thread.onSpinWait();
                }
                if (System.nanoTime() - start > SPIN_NANOS) {
                    parked = true;
                    while (epoch == seen) {
                        LockSupport.park(ThreadTeam.this);
                    }
                    parked = false;
                    return epoch;
                }
            }
        }

        void wake() {
            if (parked) {
                LockSupport.unpark(this);
            }
        }

        /** Throws what this member threw in the phase that has ended, if anything. */
        void rethrow() {
            Throwable thrown = failure;
            failure = null;
            if (thrown instanceof RuntimeException e) {
                throw e;
            }
            if (thrown instanceof Error e) {
                throw e;
            }
        }
    }
}
