package dev.cortado.benchmarks;

import dev.cortado.runtime.Cortado;
import dev.cortado.training.model.Prediction;
import dev.cortado.training.model.Predictor;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;

/**
 * The time from the start of the JVM to the first prediction of a saved model.
 *
 * <p>Argument: the model file. Predicts one empty image.
 */
public final class FirstPrediction {

    private FirstPrediction() {}

    /** Predicts once and prints the time. */
    public static void main(String[] args) {
        try (Cortado cortado = Cortado.builder().backend("cpu").build();
                Predictor predictor = cortado.load(Path.of(args[0]))) {
            Prediction prediction = predictor.predict(new float[28 * 28]);
            long now = System.currentTimeMillis();
            long start = ManagementFactory.getRuntimeMXBean().getStartTime();
            System.out.printf(
                    "{\"first_prediction_ms\": %d, \"probability\": %.4f}%n", now - start, prediction.probability());
        }
    }
}
