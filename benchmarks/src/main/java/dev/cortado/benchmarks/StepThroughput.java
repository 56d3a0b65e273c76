package dev.cortado.benchmarks;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.runtime.Cortado;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Images per second of training steps or of inference on one batch of images in memory, on any backend: what peers without
 * our data pipeline are compared with.
 *
 * <p>Arguments: {@code model=lenet mode=train|infer backend=cpu batch=64 threads=2 seconds=5}; LeNet takes 1x28x28, other
 * networks 3x32x32. It warms up for as long as it measures, and the median step counts.
 */
public final class StepThroughput {

    private static final int LEAST_STEPS = 3;

    private StepThroughput() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, List.of("model", "mode", "backend", "batch", "threads", "seconds"));
        String model = arguments.text("model", "lenet");
        String mode = arguments.text("mode", "train");
        String backend = arguments.text("backend", "cpu");
        int batch = arguments.number("batch", 64);
        double seconds = Double.parseDouble(arguments.text("seconds", "5"));
        Shape image = model.equals("lenet") ? Shape.of(1, 28, 28) : Shape.of(3, 32, 32);
        Layer network = Setup.network(model, image, 10);
        try (Cortado cortado = Setup.cortado(backend, arguments.number("threads", 2))) {
            TensorSpec spec = new TensorSpec(DType.FLOAT32, image.insert(0, batch));
            Step step = mode.equals("train") ? training(cortado, network, spec) : inference(cortado, network, spec);
            measure(step, seconds);
            long[] times = measure(step, seconds);
            double median = times[times.length / 2] / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "{\"who\": \"Cortado %s, Java %s\", \"model\": \"%s\", \"mode\": \"%s\", \"batch\": %d,"
                            + " \"images_per_s\": %.1f, \"p99_ms\": %.3f, \"result\": %.4f}%n",
                    backend,
                    System.getProperty("java.specification.version"),
                    model,
                    mode,
                    batch,
                    batch / median,
                    times[times.length * 99 / 100] / 1e6,
                    step.run());
        }
    }

    /** One step, which returns its loss or its first score. */
    private interface Step {

        double run();
    }

    private static Step training(Cortado cortado, Layer network, TensorSpec spec) {
        Program program = cortado.session()
                .training(network, SoftmaxCrossEntropyLoss.of(), Sgd.of().withMomentum(0.9), spec);
        HostTensor images = images(spec);
        HostTensor labels = HostTensor.zeros(
                new TensorSpec(DType.INT32, Shape.of(spec.shape().size(0))));
        for (int i = 0; i < labels.spec().elements(); i++) {
            labels.ints()[i] = i % 10;
        }
        long[] count = {0};
        return () -> {
            program.input("input").set(images);
            program.input("target").set(labels);
            program.input("learning_rate").set(0.001);
            program.input("step").set((double) ++count[0]);
            program.input("key").set(count[0]);
            program.run();
            return program.output("loss").scalar();
        };
    }

    private static Step inference(Cortado cortado, Layer network, TensorSpec spec) {
        Program program = cortado.session().inference(network, spec);
        HostTensor images = images(spec);
        HostTensor scores = HostTensor.zeros(program.output("output").spec());
        return () -> {
            program.input("input").set(images);
            program.run();
            program.output("output").read(scores);
            return scores.get(0);
        };
    }

    private static HostTensor images(TensorSpec spec) {
        HostTensor images = HostTensor.zeros(spec);
        for (int i = 0; i < spec.elements(); i++) {
            images.floats()[i] = (i * 37 % 101) / 101f;
        }
        return images;
    }

    /** Runs for a while and returns the time of each step in nanoseconds, the shortest first. */
    private static long[] measure(Step step, double seconds) {
        long[] times = new long[1024];
        int count = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end || count < LEAST_STEPS) {
            long start = System.nanoTime();
            step.run();
            if (count == times.length) {
                times = Arrays.copyOf(times, 2 * count);
            }
            times[count++] = System.nanoTime() - start;
        }
        long[] sorted = Arrays.copyOf(times, count);
        Arrays.sort(sorted);
        return sorted;
    }
}
