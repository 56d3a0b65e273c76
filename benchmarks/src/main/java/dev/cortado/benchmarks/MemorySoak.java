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
import java.io.IOException;
import java.util.List;

/**
 * Resident memory over many training steps, which must stay flat after the first thousand.
 *
 * <p>Arguments: {@code model=lenet steps=10000 batch=64 threads=2}. Needs {@code /proc} (Linux).
 */
public final class MemorySoak {

    private MemorySoak() {}

    /** Runs the steps and prints the resident memory after every thousand. */
    public static void main(String[] args) throws IOException {
        Arguments arguments = new Arguments(args, List.of("model", "steps", "batch", "threads"));
        int batch = arguments.number("batch", 64);
        Layer network = Setup.network(arguments.text("model", "lenet"), Shape.of(1, 28, 28), 10);
        try (Cortado cortado = Setup.cortado(arguments.number("threads", 2))) {
            Program step = cortado.session()
                    .training(
                            network,
                            SoftmaxCrossEntropyLoss.of(),
                            Sgd.of().withMomentum(0.9),
                            TensorSpec.of(DType.FLOAT32, batch, 1, 28, 28));
            HostTensor images = HostTensor.filled(step.input("input").spec(), 0.1);
            step.input("target").set(HostTensor.zeros(step.input("target").spec()));
            step.input("learning_rate").set(0.001);
            int steps = arguments.number("steps", 10_000);
            for (int i = 1; i <= steps; i++) {
                images.floats()[i % images.floats().length] = i % 7 * 0.1f;
                step.input("input").set(images);
                step.input("step").set((double) i);
                step.input("key").set((long) i);
                step.run();
                if (i % 1000 == 0) {
                    System.out.printf("{\"step\": %d, \"resident_mib\": %.1f}%n", i, ResidentMemory.now() / 1048576.0);
                }
            }
        }
    }
}
