package dev.cortado.benchmarks.kernel;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;

/**
 * Measures how many bytes a second some threads copy when so many bytes are touched in all: from a cache where they fit
 * into it, from memory otherwise. Bytes read and bytes written both count, as in {@link dev.cortado.api.Cost}.
 */
final class CopyBandwidth {

    private static final int RUNS = 7;
    private static final long BYTES_PER_RUN = 1L << 30;

    private CopyBandwidth() {}

    /** Returns the best of a few runs, in bytes per second. */
    static double measure(int threads, long bytes) {
        // half is read, half is written, and each thread has its share
        int floats = (int) Math.max(1024, bytes / 2 / Float.BYTES / threads);
        int rounds = (int) Math.max(1, BYTES_PER_RUN / (2L * Float.BYTES * floats * threads));
        float[][] from = new float[threads][floats];
        float[][] to = new float[threads][floats];
        double best = 0;
        for (int run = 0; run < RUNS; run++) {
            best = Math.max(best, 2.0 * Float.BYTES * floats * threads * rounds / seconds(from, to, rounds));
        }
        return best;
    }

    private static double seconds(float[][] from, float[][] to, int rounds) {
        CyclicBarrier together = new CyclicBarrier(from.length + 1);
        for (int i = 0; i < from.length; i++) {
            float[] source = from[i];
            float[] target = to[i];
            Thread thread = new Thread(() -> {
                await(together);
                for (int round = 0; round < rounds; round++) {
                    System.arraycopy(source, 0, target, 0, source.length);
                }
                await(together);
            });
            thread.setDaemon(true);
            thread.start();
        }
        await(together);
        long start = System.nanoTime();
        await(together);
        return (System.nanoTime() - start) / 1e9;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }
}
