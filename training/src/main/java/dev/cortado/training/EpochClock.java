package dev.cortado.training;

import dev.cortado.training.run.Progress;

/** Measures the speed of an epoch and estimates the rest of the training. */
final class EpochClock {

    private final long start = System.nanoTime();
    private final Progress from;
    private final int epochs;
    private final int batches;

    /** Starts to measure. */
    EpochClock(Progress from, int epochs, int batches) {
        this.from = from;
        this.epochs = epochs;
        this.batches = batches;
    }

    double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    double imagesPerSecond(Progress now) {
        return (now.seen() - from.seen()) / Math.max(1e-9, seconds());
    }

    double secondsLeft(Progress now) {
        long stepsLeft = (long) epochs * batches - now.step();
        return stepsLeft * seconds() / Math.max(1, now.step() - from.step());
    }
}
