package dev.cortado.training.data;

/**
 * Says how a {@link BatchLoader} cuts a data set into batches.
 *
 * @param batchSize samples in a batch, at least 1; the last batch of an epoch may hold fewer
 * @param shuffle whether each epoch has an order of its own; otherwise samples come by index
 * @param seed what the order of an epoch is derived from; see {@link BatchLoader}
 * @param augmentation what is done to each image
 * @param threads threads that prepare batches, at least 1; the batches do not depend on it
 * @param prefetch batches to prepare ahead of the consumer, at least 1; each takes the memory of one batch
 */
public record LoaderOptions(
        int batchSize, boolean shuffle, long seed, Augmentation augmentation, int threads, int prefetch) {

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is below 1
     */
    public LoaderOptions {
        if (batchSize < 1 || threads < 1 || prefetch < 1) {
            throw new IllegalArgumentException("batch size, threads and prefetch must be at least 1, but are "
                    + batchSize + ", " + threads + " and " + prefetch);
        }
    }

    /** Returns options for training: every epoch in an order of its own, one thread, 4 batches ahead. */
    public static LoaderOptions shuffled(int batchSize, long seed) {
        return new LoaderOptions(batchSize, true, seed, Augmentation.none(), 1, 4);
    }

    /** Returns options for evaluation: samples by index, one thread, 4 batches ahead. */
    public static LoaderOptions inOrder(int batchSize) {
        return new LoaderOptions(batchSize, false, 0, Augmentation.none(), 1, 4);
    }

    /** Returns these options with another augmentation. */
    public LoaderOptions withAugmentation(Augmentation value) {
        return new LoaderOptions(batchSize, shuffle, seed, value, threads, prefetch);
    }

    /** Returns these options with another number of threads. */
    public LoaderOptions withThreads(int value) {
        return new LoaderOptions(batchSize, shuffle, seed, augmentation, value, prefetch);
    }

    /** Returns these options with another number of batches to prepare ahead. */
    public LoaderOptions withPrefetch(int value) {
        return new LoaderOptions(batchSize, shuffle, seed, augmentation, threads, value);
    }
}
