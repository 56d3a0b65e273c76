package dev.cortado.core.serve;

import java.time.Duration;

/**
 * How a network is served to many threads. Nothing here changes an answer.
 *
 * @param instances how many calls run at once, each with memory of its own for intermediate results; more calls wait
 * @param threads how many threads each instance uses, where the one who serves makes the backend
 * @param largestBatch the most samples that go through the network together
 * @param joining whether samples of several callers go through the network together
 * @param window how long a sample waits for others at most, where they are joined; with zero, only those that wait anyway
 */
public record ServingOptions(int instances, int threads, int largestBatch, boolean joining, Duration window) {

    private static final int DEFAULT_BATCH = 8;

    /** Checks the numbers. */
    public ServingOptions {
        if (instances < 1 || threads < 1 || largestBatch < 1 || window.isNegative()) {
            throw new IllegalArgumentException(
                    "instances, threads and largest batch must be at least 1 and the window not " + "negative, not "
                            + instances + ", " + threads + ", " + largestBatch + ", " + window);
        }
    }

    /** Returns options for one thread per instance, batches of at most 8 samples of one caller, and no joining. */
    public static ServingOptions of(int instances) {
        return new ServingOptions(instances, 1, DEFAULT_BATCH, false, Duration.ZERO);
    }

    /** Returns these options with another number of threads per instance: one call is faster, many are not. */
    public ServingOptions withThreads(int count) {
        return new ServingOptions(instances, count, largestBatch, joining, window);
    }

    /** Returns these options with another limit for samples of one caller that go through the network together. */
    public ServingOptions withLargestBatch(int samples) {
        return new ServingOptions(instances, threads, samples, joining, window);
    }

    /**
     * Returns these options with micro-batching: samples of several callers go through the network together.
     *
     * @param samples how many at most
     * @param wait how long the first one waits for others at most; zero joins only what waits for an instance anyway
     */
    public ServingOptions withMicroBatching(int samples, Duration wait) {
        return new ServingOptions(instances, threads, samples, true, wait);
    }
}
