package dev.cortado.training.run;

import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.StepResult;
import java.util.LinkedHashMap;
import java.util.Map;

/** The form of the entries in {@code metrics.jsonl}. */
public final class MetricsEntry {

    private MetricsEntry() {}

    /** Returns the entry of an epoch. */
    public static Map<String, Object> of(EpochResult epoch) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", "epoch");
        entry.put("epoch", epoch.epoch());
        entry.put("step", epoch.step());
        entry.put("train_loss", epoch.trainLoss());
        entry.put("train_accuracy", epoch.trainAccuracy());
        entry.put("test_loss", epoch.testLoss());
        entry.put("test_accuracy", epoch.testAccuracy());
        entry.put("learning_rate", epoch.learningRate());
        entry.put("seconds", epoch.seconds());
        entry.put("images_per_second", epoch.imagesPerSecond());
        return entry;
    }

    /** Returns the entry of a step. */
    public static Map<String, Object> of(StepResult step) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("type", "step");
        entry.put("step", step.step());
        entry.put("epoch", step.epoch());
        entry.put("loss", step.loss());
        entry.put("gradient_norm", step.gradientNorm());
        entry.put("learning_rate", step.learningRate());
        return entry;
    }

    static EpochResult read(JsonFields json) {
        return new EpochResult(
                json.integer("epoch"),
                json.whole("step"),
                json.number("train_loss"),
                json.number("train_accuracy"),
                json.number("test_loss"),
                json.number("test_accuracy"),
                json.number("learning_rate"),
                json.number("seconds"),
                json.number("images_per_second"));
    }
}
