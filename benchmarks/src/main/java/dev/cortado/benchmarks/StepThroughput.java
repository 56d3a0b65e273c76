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
import java.util.List;

/**
 * Images per second of training steps on one batch of random images in memory, on any backend: what peers without our data
 * pipeline are compared with.
 *
 * <p>Arguments: {@code model=lenet backend=cpu batch=64 threads=2 steps=200}; LeNet takes 1x28x28, other networks 3x32x32. A
 * quarter of the steps runs before, unmeasured.
 */
public final class StepThroughput {

    private StepThroughput() {}

    /** Runs the measurement. */
    public static void main(String[] args) {
        Arguments arguments = new Arguments(args, List.of("model", "backend", "batch", "threads", "steps"));
        String model = arguments.text("model", "lenet");
        String backend = arguments.text("backend", "cpu");
        int batch = arguments.number("batch", 64);
        int steps = arguments.number("steps", 200);
        Shape image = model.equals("lenet") ? Shape.of(1, 28, 28) : Shape.of(3, 32, 32);
        Layer network = Setup.network(model, image, 10);
        try (Cortado cortado = Setup.cortado(backend, arguments.number("threads", 2))) {
            TensorSpec spec = new TensorSpec(DType.FLOAT32, image.insert(0, batch));
            Program step = cortado.session()
                    .training(network, SoftmaxCrossEntropyLoss.of(), Sgd.of().withMomentum(0.9), spec);
            HostTensor images = HostTensor.zeros(spec);
            for (int i = 0; i < spec.elements(); i++) {
                images.floats()[i] = (i * 37 % 101) / 101f;
            }
            HostTensor labels = HostTensor.zeros(new TensorSpec(DType.INT32, Shape.of(batch)));
            for (int i = 0; i < batch; i++) {
                labels.ints()[i] = i % 10;
            }
            run(step, images, labels, 1, steps / 4);
            long start = System.nanoTime();
            double loss = run(step, images, labels, steps / 4 + 1, steps);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    "{\"backend\": \"%s\", \"model\": \"%s\", \"batch\": %d, \"images_per_s\": %.1f, \"loss\": %.4f}%n",
                    backend, model, batch, steps * batch / seconds, loss);
        }
    }

    private static double run(Program step, HostTensor images, HostTensor labels, int first, int count) {
        double loss = 0;
        for (int i = first; i < first + count; i++) {
            step.input("input").set(images);
            step.input("target").set(labels);
            step.input("learning_rate").set(0.001);
            step.input("step").set((double) i);
            step.input("key").set((long) i);
            step.run();
            loss = step.output("loss").scalar();
        }
        return loss;
    }
}
