package dev.cortado.benchmarks;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.GraphBuilder;
import dev.cortado.runtime.Cortado;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Floating-point operations per second of one convolution on any backend.
 *
 * <p>Arguments: {@code backend=opencl batch=8 channels=64 size=32 kernel=3 threads=2 runs=60}; the result has as many channels
 * and the same size. Operands stay on the device; after every ten runs a single element of the result is fetched, which waits.
 * Prints the median of the second half, and the peak of backends that can measure it.
 */
public final class ConvolutionThroughput {

    /** How many runs are started before one result is waited for, as in a network of several layers. */
    private static final int QUEUED = 10;

    private ConvolutionThroughput() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        Arguments arguments =
                new Arguments(args, List.of("backend", "batch", "channels", "size", "kernel", "threads", "runs"));
        int batch = arguments.number("batch", 8);
        int channels = arguments.number("channels", 64);
        int size = arguments.number("size", 32);
        int kernel = arguments.number("kernel", 3);
        String backend = arguments.text("backend", "opencl");
        Convolution op = Convolution.of(2)
                .withPadding(new int[] {kernel / 2, kernel / 2}, new int[] {(kernel - 1) / 2, (kernel - 1) / 2});
        try (Cortado cortado = Setup.cortado(backend, arguments.number("threads", 2))) {
            GraphBuilder builder = new GraphBuilder();
            TensorSpec x = TensorSpec.of(DType.FLOAT32, batch, channels, size, size);
            TensorSpec w = TensorSpec.of(DType.FLOAT32, channels, channels, kernel, kernel);
            Tensor y = builder.apply(op, List.of(builder.input("x", x), builder.input("w", w)))
                    .get(0);
            builder.output("y", y.slice(new int[4], new int[] {1, 1, 1, 1}));
            try (Program program = cortado.session().compile(builder.build())) {
                program.input("x").set(HostTensor.filled(x, 0.5));
                program.input("w").set(HostTensor.filled(w, 0.25));
                HostTensor corner = HostTensor.zeros(program.output("y").spec());
                long[] times = new long[arguments.number("runs", 60)];
                for (int i = 0; i < times.length; i++) {
                    long start = System.nanoTime();
                    for (int k = 0; k < QUEUED; k++) {
                        program.run();
                    }
                    program.output("y").read(corner);
                    times[i] = (System.nanoTime() - start) / QUEUED;
                }
                long[] warm = Arrays.copyOfRange(times, times.length / 2, times.length);
                Arrays.sort(warm);
                double flops = 2.0 * y.spec().elements() * channels * kernel * kernel;
                OptionalDouble peak = cortado.session().backend().measurePeak();
                System.out.printf(
                        Locale.ROOT,
                        "{\"backend\": \"%s\", \"ms\": %.3f, \"gflop_per_s\": %.0f, \"peak_gflop_per_s\": %s}%n",
                        backend,
                        warm[warm.length / 2] / 1e6,
                        flops / warm[warm.length / 2],
                        peak.isPresent() ? Math.round(peak.getAsDouble() / 1e9) : "null");
            }
        }
    }
}
