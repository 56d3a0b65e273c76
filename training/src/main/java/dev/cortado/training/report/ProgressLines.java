package dev.cortado.training.report;

import dev.cortado.training.TrainingCallback;
import dev.cortado.training.TrainingPlan;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.StepResult;
import java.util.Locale;
import java.util.function.Consumer;

/** Reports a training in plain lines, for output that is no terminal: one for each epoch, and some during long ones. */
public final class ProgressLines implements TrainingCallback {

    private static final long PAUSE_NANOS = 10_000_000_000L;

    private final Consumer<String> out;
    private int epochs;
    private long lastNanos;

    /** Creates a reporter that hands each line on. */
    public ProgressLines(Consumer<String> out) {
        this.out = out;
    }

    @Override
    public void onStart(TrainingPlan plan) {
        epochs = plan.epochs();
        lastNanos = System.nanoTime();
        line(
                "training on %,d images, testing on %,d: %,d parameters, %,d steps in %s",
                plan.trainSamples(),
                plan.testSamples(),
                plan.parameters(),
                plan.batchesPerEpoch(),
                epochs == 1 ? "one epoch" : "each of " + epochs + " epochs");
        if (plan.stepsDone() > 0) {
            line("going on after step %,d", plan.stepsDone());
        }
    }

    @Override
    public void onStep(StepResult step) {
        long now = System.nanoTime();
        if (now - lastNanos >= PAUSE_NANOS) {
            lastNanos = now;
            line(
                    "epoch %d/%d  %3d%%  loss %.4f  accuracy %.4f  %,.0f images/s  %s left",
                    step.epoch(),
                    epochs,
                    100L * step.batch() / step.batches(),
                    step.epochLoss(),
                    step.epochAccuracy(),
                    step.imagesPerSecond(),
                    duration(step.secondsLeft()));
        }
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        lastNanos = System.nanoTime();
        line(
                "epoch %d/%d  loss %.4f  accuracy %.4f  test loss %.4f  test accuracy %.4f  %,.0f images/s",
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                epoch.trainAccuracy(),
                epoch.testLoss(),
                epoch.testAccuracy(),
                epoch.imagesPerSecond());
    }

    @Override
    public void onNotice(String message) {
        out.accept(message);
    }

    private void line(String format, Object... values) {
        out.accept(String.format(Locale.ROOT, format, values));
    }

    /** Returns a duration such as {@code 45 s} or {@code 3 min 05 s}. */
    public static String duration(double seconds) {
        long whole = Math.round(seconds);
        return whole < 60 ? whole + " s" : String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60);
    }
}
