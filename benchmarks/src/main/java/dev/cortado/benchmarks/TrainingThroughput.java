package dev.cortado.benchmarks;

import dev.cortado.api.data.DataSplits;
import dev.cortado.api.layer.Layer;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.TrainingResult;
import dev.cortado.training.metrics.EpochResult;
import java.util.List;

/**
 * Images per second of training over whole epochs, data pipeline included.
 *
 * <p>Arguments: {@code model=lenet data=fashion-mnist epochs=3 batch=64 threads=2}. Prints one line of JSON per epoch; the
 * first one contains compilation and the JIT's warm-up.
 */
public final class TrainingThroughput {

    private TrainingThroughput() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, List.of("model", "data", "epochs", "batch", "threads"));
        DataSplits data = Setup.data(arguments.text("data", "fashion-mnist"));
        Layer network = Setup.network(
                arguments.text("model", "lenet"),
                data.train().imageShape(),
                data.train().classNames().size());
        try (Cortado cortado = Setup.cortado(arguments.number("threads", 2))) {
            TrainingResult result = Setup.trainer(cortado, network, arguments.number("batch", 64))
                    .epochs(arguments.number("epochs", 3))
                    .build()
                    .fit(data);
            for (EpochResult epoch : result.history()) {
                System.out.printf(
                        "{\"epoch\": %d, \"images_per_s\": %.0f, \"test_accuracy\": %.4f}%n",
                        epoch.epoch(), epoch.imagesPerSecond(), epoch.testAccuracy());
            }
        }
    }
}
