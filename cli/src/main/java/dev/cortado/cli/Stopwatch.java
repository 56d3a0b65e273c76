package dev.cortado.cli;

import java.util.Arrays;

/** Times of many runs of one thing. */
final class Stopwatch {

    private static final int LEAST_RUNS = 3;

    private final long[] sorted;

    private Stopwatch(long[] sorted) {
        this.sorted = sorted;
    }

    /** Runs something for as long as it should be warmed up, and as long again. */
    static Stopwatch of(Runnable run, double seconds) {
        repeat(run, seconds);
        return new Stopwatch(repeat(run, seconds));
    }

    /** Runs something for a while, a few times at least, and returns the times in nanoseconds, the shortest first. */
    static long[] repeat(Runnable run, double seconds) {
        long[] times = new long[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (count < LEAST_RUNS || System.nanoTime() < end) {
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            long start = System.nanoTime();
            run.run();
            times[count++] = System.nanoTime() - start;
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted;
    }

    int runs() {
        return sorted.length;
    }

    /** Returns the time that a share of the runs does not exceed, in seconds. */
    double percentile(int percent) {
        return sorted[(int) ((sorted.length - 1L) * percent / 100)] / 1e9;
    }
}
