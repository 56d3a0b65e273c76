package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Prepares the batches of a data set in the background, epoch after epoch, in buffers that are used again and again.
 *
 * <pre>{@code
 * try (BatchLoader loader = new BatchLoader(dataset, LoaderOptions.shuffled(64, seed))) {
 *     for (int epoch = 0; epoch < 5; epoch++) {
 *         loader.start(epoch, 0);
 *         for (Batch batch = loader.next(); batch != null; batch = loader.next()) {
 *             train(batch.images(), batch.labels());
 *         }
 *     }
 * }
 * }</pre>
 *
 * <p>The order of an epoch is the permutation of {@code RandomKey.of(seed).derive("shuffle").derive(epoch)}. It depends
 * neither on the number of threads nor on earlier epochs, and starting at batch {@code k} gives exactly what an
 * uninterrupted run would give from there. One consumer thread at a time; batches are delivered in order.
 */
public final class BatchLoader implements AutoCloseable {

    private static final long CLOSE_MILLIS = 5_000;

    /** One buffer: a batch of the full size and, once it is needed, one of the size of the last batch. */
    private static final class Slot {
        Batch full;
        Batch last;
        Batch ready;
        CortadoException failure;
    }

    private final Dataset dataset;
    private final LoaderOptions options;
    private final int batches;
    private final int[] order;
    private final RandomKey shuffleKey;
    private final Slot[] slots;
    private final List<Thread> workers = new ArrayList<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // Guarded by the lock, except that workers read the cancel flag between samples.
    private volatile boolean cancelled;
    private boolean closed;
    private long epoch;
    private int nextToFill;
    private int nextToDeliver;
    private int oldestInUse;
    private int filling;

    /**
     * Creates a loader with its threads; they wait until {@link #start} is called.
     *
     * @throws CortadoException if the augmentation does not suit the images
     * @throws IllegalArgumentException if a batch would have over 2^31 - 1 elements
     */
    public BatchLoader(Dataset dataset, LoaderOptions options) {
        this.dataset = dataset;
        this.options = options;
        int size = dataset.size();
        this.batches = (int) (((long) size + options.batchSize() - 1) / options.batchSize());
        Shape.of(dataset.imageShape()
                .insert(0, Math.min(size, options.batchSize()))
                .toArray());
        this.order = new int[size];
        this.shuffleKey = RandomKey.of(options.seed()).derive("shuffle");
        // One slot more than the batches ahead, for the batch that the consumer holds.
        this.slots = new Slot[options.prefetch() + 1];
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot();
        }
        this.nextToFill = batches;
        this.nextToDeliver = batches;
        for (int i = 0; i < options.threads(); i++) {
            BatchFiller filler = new BatchFiller(dataset, options.augmentation());
            Thread worker = new Thread(() -> work(filler), "cortado-loader-" + i);
            worker.setDaemon(true);
            workers.add(worker);
        }
        workers.forEach(Thread::start);
    }

    /** Returns the number of batches in an epoch, the smaller last one included. */
    public int batches() {
        return batches;
    }

    /**
     * Begins an epoch; what was left of the one before is dropped.
     *
     * @param epoch the number of the epoch, which decides the order and the augmentation
     * @param firstBatch the first batch to deliver, from 0 to {@link #batches()}
     * @throws IndexOutOfBoundsException if there is no such batch
     * @throws IllegalStateException if the loader is closed
     */
    public void start(long epoch, int firstBatch) {
        if (firstBatch < 0 || firstBatch > batches) {
            throw new IndexOutOfBoundsException("batch " + firstBatch + " of " + batches);
        }
        lock.lock();
        try {
            // Nothing is claimed or delivered any more, even if waiting for the workers is interrupted.
            nextToFill = batches;
            nextToDeliver = batches;
            cancelled = true;
            while (filling > 0 && !closed) {
                await();
            }
            checkOpen();
            arrange(epoch);
            for (Slot slot : slots) {
                slot.ready = null;
                slot.failure = null;
            }
            this.epoch = epoch;
            nextToFill = firstBatch;
            nextToDeliver = firstBatch;
            oldestInUse = firstBatch;
            cancelled = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void arrange(long epoch) {
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        if (options.shuffle()) {
            new RandomStream(shuffleKey.derive(epoch)).shuffle(order);
        }
    }

    /**
     * Waits for the next batch; the one before becomes invalid.
     *
     * @return the batch, or null after the last one of the epoch
     * @throws CortadoException if a sample of this batch could not be read, with its name; calling again gives the same
     * @throws IllegalStateException if the loader is closed, also while waiting
     */
    public Batch next() {
        lock.lock();
        try {
            checkOpen();
            oldestInUse = nextToDeliver;
            changed.signalAll();
            if (nextToDeliver == batches) {
                return null;
            }
            Slot slot = slots[nextToDeliver % slots.length];
            while (!holds(slot, nextToDeliver) && slot.failure == null) {
                await();
                checkOpen();
            }
            if (slot.failure != null) {
                throw slot.failure;
            }
            nextToDeliver++;
            return slot.ready;
        } finally {
            lock.unlock();
        }
    }

    private static boolean holds(Slot slot, int number) {
        return slot.ready != null && slot.ready.number() == number;
    }

    /** Stops the threads; a sample that is being read is finished first, for at most 5 seconds. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            cancelled = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        // Ends a read that waits for a disk or a network; those that do not wait are short.
        workers.forEach(Thread::interrupt);
        try {
            long deadline = System.nanoTime() + CLOSE_MILLIS * 1_000_000;
            for (Thread worker : workers) {
                worker.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(BatchFiller filler) {
        for (int number = claim(); number >= 0; number = claim()) {
            Slot slot = slots[number % slots.length];
            Batch batch = null;
            CortadoException failure = null;
            try {
                batch = buffer(slot, number);
                filler.fill(batch, order, number * options.batchSize(), epoch, () -> cancelled);
            } catch (CortadoException e) {
                failure = e;
            } catch (RuntimeException e) {
                failure = new CortadoException(
                        CortadoException.Category.PLUGIN,
                        "dataset-failed",
                        dataset.name(),
                        "batch " + number + " could not be made: " + e,
                        "report it to the author of the data set",
                        e);
            } catch (OutOfMemoryError e) {
                failure = CortadoException.resource(
                        "out-of-memory",
                        dataset.name(),
                        "no memory for batch " + number + " of " + options.batchSize() + " samples",
                        "use a smaller batch, fewer batches ahead, or more memory (-Xmx)",
                        e);
            }
            finish(slot, batch, failure);
        }
    }

    /** Waits for a batch to fill and takes it; -1 when the loader is closed. */
    private int claim() {
        lock.lock();
        try {
            while (!closed && (nextToFill == batches || nextToFill >= oldestInUse + slots.length)) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return -1;
            }
            filling++;
            // From here on until it is filled, the slot shows neither an old batch nor an old failure.
            slots[nextToFill % slots.length].ready = null;
            slots[nextToFill % slots.length].failure = null;
            return nextToFill++;
        } finally {
            lock.unlock();
        }
    }

    private Batch buffer(Slot slot, int number) {
        int left = order.length - number * options.batchSize();
        Batch batch = left < options.batchSize() ? slot.last : slot.full;
        if (batch == null) {
            batch = new Batch(Math.min(left, options.batchSize()), dataset.imageShape());
            if (left < options.batchSize()) {
                slot.last = batch;
            } else {
                slot.full = batch;
            }
        }
        batch.number(number);
        return batch;
    }

    private void finish(Slot slot, Batch batch, CortadoException failure) {
        lock.lock();
        try {
            filling--;
            if (!cancelled) {
                slot.ready = batch;
                slot.failure = failure;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the batch loader of " + dataset.name() + " is closed");
        }
    }

    private void await() {
        try {
            changed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CortadoException.resource(
                    "interrupted", dataset.name(), "the thread was interrupted while it waited for a batch", null, e);
        }
    }
}
