package dev.cortado.benchmarks;

import dev.cortado.api.data.DataSplits;
import dev.cortado.api.layer.Layer;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.TrainingResult;
import dev.cortado.training.data.StrokeDigits;
import java.util.List;

/**
 * The checksum of the weights after a short training, which must be the same however it was computed.
 *
 * <p>Arguments: {@code model=lenet threads=2 images=2000}. The vector width is set by {@code -Dcortado.cpu.vector}.
 */
public final class WeightChecksum {

    private WeightChecksum() {}

    /** Runs the training and prints the checksum. */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, List.of("model", "threads", "images"));
        int images = arguments.number("images", 2000);
        DataSplits data = new DataSplits(StrokeDigits.train(images, 7), StrokeDigits.test(100, 7));
        Layer network =
                Setup.network(arguments.text("model", "lenet"), data.train().imageShape(), 10);
        int threads = arguments.number("threads", 2);
        try (Cortado cortado = Setup.cortado(threads)) {
            TrainingResult result =
                    Setup.trainer(cortado, network, 64).epochs(1).build().fit(data);
            System.out.printf(
                    "%s  java %s, %d threads, %s%n",
                    result.weightsChecksum(),
                    Runtime.version().feature(),
                    threads,
                    cortado.session().backend().device().name());
        }
    }
}
