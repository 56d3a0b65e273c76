package dev.cortado.benchmarks;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.run.Program;
import dev.cortado.runtime.Cortado;
import java.util.Arrays;
import java.util.List;

/**
 * How long one forward pass takes, from the image in a Java array to the scores in one.
 *
 * <p>Arguments: {@code model=lenet batch=1 threads=2 runs=20000 channels=1 size=28}. Prints median, p99 and images per
 * second of the second half of the runs.
 */
public final class InferenceLatency {

    private InferenceLatency() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, List.of("model", "batch", "threads", "runs", "channels", "size"));
        int channels = arguments.number("channels", 1);
        int size = arguments.number("size", 28);
        int batch = arguments.number("batch", 1);
        Layer network = Setup.network(arguments.text("model", "lenet"), Shape.of(channels, size, size), 10);
        try (Cortado cortado = Setup.cortado(arguments.number("threads", 2))) {
            TensorSpec spec = TensorSpec.of(DType.FLOAT32, batch, channels, size, size);
            Program program = cortado.session().inference(network, spec);
            HostTensor image = HostTensor.filled(spec, 0.5);
            HostTensor scores = HostTensor.zeros(program.output("output").spec());
            long[] times = new long[arguments.number("runs", 20_000)];
            for (int i = 0; i < times.length; i++) {
                long start = System.nanoTime();
                program.input("input").set(image);
                program.run();
                program.output("output").read(scores);
                times[i] = System.nanoTime() - start;
            }
            long[] warm = Arrays.copyOfRange(times, times.length / 2, times.length);
            Arrays.sort(warm);
            double median = warm[warm.length / 2] / 1e6;
            System.out.printf(
                    "{\"batch\": %d, \"p50_ms\": %.4f, \"p99_ms\": %.4f, \"images_per_s\": %.0f}%n",
                    batch, median, warm[warm.length * 99 / 100] / 1e6, batch * 1000 / median);
        }
    }
}
