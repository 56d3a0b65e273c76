package dev.cortado.benchmarks;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.serve.Inference;
import dev.cortado.core.serve.ServingOptions;
import dev.cortado.runtime.Cortado;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How long single images take when several callers ask one loaded network at once, each again as soon as it has its answer.
 *
 * <p>Arguments: {@code model=lenet callers=4 instances=2 threads=1 batch=1 window=0 seconds=5}. With {@code batch} above 1 images of
 * several callers are joined, the first waiting for {@code window} microseconds. Each answer must have the bits of the
 * first one to the same image.
 */
public final class ServingLatency {

    private static final int IMAGES = 16;

    private ServingLatency() {}

    /** Runs the measurement. */
    public static void main(String[] args) throws Exception {
        Arguments arguments =
                new Arguments(args, List.of("model", "callers", "instances", "threads", "batch", "window", "seconds"));
        String model = arguments.text("model", "lenet");
        int callers = arguments.number("callers", 4);
        int batch = arguments.number("batch", 1);
        double seconds = Double.parseDouble(arguments.text("seconds", "5"));
        ServingOptions options =
                ServingOptions.of(arguments.number("instances", 2)).withThreads(arguments.number("threads", 1));
        options = batch > 1
                ? options.withMicroBatching(batch, Duration.ofNanos(1000L * arguments.number("window", 0)))
                : options.withLargestBatch(1);
        Shape image = model.equals("lenet") ? Shape.of(1, 28, 28) : Shape.of(3, 32, 32);
        Layer network = Setup.network(model, image, 10);
        try (Cortado cortado = Setup.cortado(options.threads());
                Inference inference =
                        Inference.of(cortado.newSession(), network, new TensorSpec(DType.FLOAT32, image), options)) {
            Load load = new Load(inference);
            load.run(callers, seconds);
            long start = System.nanoTime();
            long[] times = load.run(callers, seconds);
            double elapsed = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"model\": \"%s\", \"callers\": %d, \"instances\": %d, \"threads\": %d, \"batch\": %d, \"window_us\": %d,"
                            + " \"p50_ms\": %.3f, \"p99_ms\": %.3f, \"images_per_s\": %.0f}%n",
                    model,
                    callers,
                    options.instances(),
                    options.threads(),
                    batch,
                    options.window().toNanos() / 1000,
                    times[times.length / 2] / 1e6,
                    times[times.length * 99 / 100] / 1e6,
                    times.length / elapsed);
        }
    }

    /** Callers that ask for a few images again and again. */
    private static final class Load {

        private final Inference inference;
        private final List<HostTensor> images = new ArrayList<>();
        private final List<HostTensor> answers = new ArrayList<>();

        Load(Inference inference) {
            this.inference = inference;
            for (int n = 0; n < IMAGES; n++) {
                HostTensor image = HostTensor.zeros(inference.sample());
                for (int i = 0; i < image.spec().elements(); i++) {
                    image.floats()[i] = (i * 37 + n * 11) % 101 / 101f;
                }
                images.add(image);
                answers.add(inference.infer(image));
            }
        }

        /** Returns the time of each call of all callers in nanoseconds, the shortest first. */
        long[] run(int callers, double seconds) throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(callers);
            try {
                long end = System.nanoTime() + (long) (seconds * 1e9);
                List<Future<long[]>> futures = new ArrayList<>();
                for (int c = 0; c < callers; c++) {
                    int first = c;
                    futures.add(threads.submit(() -> ask(first, end)));
                }
                long[] all = new long[0];
                for (Future<long[]> future : futures) {
                    long[] times = future.get();
                    all = Arrays.copyOf(all, all.length + times.length);
                    System.arraycopy(times, 0, all, all.length - times.length, times.length);
                }
                Arrays.sort(all);
                return all;
            } finally {
                threads.shutdownNow();
            }
        }

        private long[] ask(int first, long end) {
            long[] times = new long[1024];
            int count = 0;
            for (int n = first; System.nanoTime() < end; n++) {
                long start = System.nanoTime();
                HostTensor answer = inference.infer(images.get(n % IMAGES));
                if (count == times.length) {
                    times = Arrays.copyOf(times, 2 * count);
                }
                times[count++] = System.nanoTime() - start;
                if (!answer.equals(answers.get(n % IMAGES))) {
                    throw new IllegalStateException("an answer has other bits than the first one to the same image");
                }
            }
            return Arrays.copyOf(times, count);
        }
    }
}
