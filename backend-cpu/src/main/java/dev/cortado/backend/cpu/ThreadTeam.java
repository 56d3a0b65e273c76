package dev.cortado.backend.cpu;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The calling thread and a fixed number of daemons, which together run the tiles of a kernel, phase by phase.
 *
 * <p>Each has its share of the tiles, and takes what others leave, so that one which the system does not let run holds up
 * nobody. Between phases the daemons spin for a while, then park. Nothing is allocated in a run. Used by one thread at a time.
 */
final class ThreadTeam implements AutoCloseable {

    /** A phase that takes less than this on one thread is not worth waking others. */
    private static final long WORTH_SHARING_NANOS = 8_000;

    /** Longer than kernels that one thread runs alone usually take together: a parked thread starts tens of microseconds late. */
    private static final long SPIN_NANOS = 500_000;

    /** After this, others that want to run go first. */
    private static final long POLITE_NANOS = 50_000;

    private static final int SPINS_PER_LOOK = 64;

    private final int size;
    private final Worker[] workers;
    private final WorkerScratch scratch = new WorkerScratch();
    private final TileRanges ranges;
    /** Tiles of the phase that are not done yet. */
    private final AtomicInteger pending = new AtomicInteger();

    private HostKernel kernel;
    private HostFrame frame;
    private int phase;
    private boolean closed;
    /** What a thread threw; tiles that are left then are not computed. */
    private volatile Throwable failure;

    /** Counts shared phases. */
    private volatile int epoch;

    ThreadTeam(int size) {
        this.size = size;
        this.workers = new Worker[size - 1];
        this.ranges = new TileRanges(size);
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

    private void share(HostKernel work, HostFrame memory, int p, int tiles) {
        kernel = work;
        frame = memory;
        phase = p;
        failure = null;
        pending.set(tiles);
        // from here on a member may take tiles, which publishes all of the above to it
        for (int member = 0; member < size; member++) {
            ranges.set(member, first(member, tiles), first(member + 1, tiles));
        }
        wakeAll();
        take(0, scratch);
        awaitOthers();
        kernel = null;
        frame = null;
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }

    /** Returns the first tile of a member; the same for every run, so that a tile tends to stay in one cache. */
    private int first(int member, int tiles) {
        return (int) ((long) tiles * member / size);
    }

    /** Computes tiles until none is left. */
    private void take(int member, WorkerScratch own) {
        for (int i = 0; i < size; i++) {
            int owner = (member + i) % size;
            long part = take(owner, i == 0);
            while (part != TileRanges.NONE) {
                compute(TileRanges.start(part), TileRanges.end(part), own);
                part = take(owner, i == 0);
            }
        }
    }

    private long take(int owner, boolean own) {
        // what the phase before touched last is still in the cache
        return ranges.take(owner, own, phase > 0);
    }

    private void compute(int from, int to, WorkerScratch own) {
        try {
            if (failure == null) {
                kernel.run(frame, phase, from, to, own);
            }
        } catch (Throwable t) {
            failure = t;
        } finally {
            // the last one lets the caller go on, so nothing of the phase may be read behind this
            pending.addAndGet(from - to);
        }
    }

    private void wakeAll() {
        epoch++;
        for (Worker worker : workers) {
            worker.wake();
        }
    }

    private void awaitOthers() {
        int looks = 0;
        while (pending.get() > 0) {
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
                take(member, own);
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
                long waited = System.nanoTime() - start;
                if (waited > POLITE_NANOS) {
                    Thread.yield();
                }
                if (waited > SPIN_NANOS) {
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
    }
}
