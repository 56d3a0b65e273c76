package dev.cortado.cli;

import dev.cortado.training.TrainingCallback;
import dev.cortado.training.TrainingPlan;
import dev.cortado.training.TrainingResult;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.StepResult;
import java.util.Locale;

/** Shows a training on a terminal: a bar for the running epoch, a line for each that is done. */
final class TrainingDisplay implements TrainingCallback, AutoCloseable {

    private static final long REFRESH_NANOS = 100_000_000;

    private final Console console;
    private int epochs;
    private int batches;
    private Bars.Bar bar;
    private long shownAt;

    TrainingDisplay(Console console) {
        this.console = console;
    }

    @Override
    public void onStart(TrainingPlan plan) {
        epochs = plan.epochs();
        batches = plan.batchesPerEpoch();
    }

    @Override
    public void onEpochStart(int epoch) {
        bar = Bars.start(console, "epoch " + epoch + "/" + epochs, batches);
    }

    @Override
    public void onStep(StepResult step) {
        bar.stepTo(step.batch());
        long now = System.nanoTime();
        if (now - shownAt > REFRESH_NANOS || step.batch() == step.batches()) {
            shownAt = now;
            bar.setExtraMessage(String.format(
                    Locale.ROOT,
                    "%s left  loss %.4f  acc %.4f  %,.0f img/s",
                    Quantities.time(step.secondsLeft()),
                    step.epochLoss(),
                    step.epochAccuracy(),
                    step.imagesPerSecond()));
        }
    }

    @Override
    public void onEpochEnd(EpochResult epoch) {
        close();
        console.line(String.format(
                Locale.ROOT,
                "epoch %d/%d: loss %.4f, accuracy %.4f, test loss %.4f, test accuracy %.4f, %,.0f images/s",
                epoch.epoch(),
                epochs,
                epoch.trainLoss(),
                epoch.trainAccuracy(),
                epoch.testLoss(),
                epoch.testAccuracy(),
                epoch.imagesPerSecond()));
    }

    @Override
    public void onEnd(TrainingResult result) {
        close();
    }

    @Override
    public void onNotice(String message) {
        close();
        console.warn(message);
    }

    /** Ends the line of the bar, if there is one. */
    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
