package dev.cortado.benchmarks;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.ProgramMemory;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.runtime.Cortado;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * The peak memory of one training step: what the plan says, and by how much the process grew from before the network was made.
 *
 * <p>Arguments: {@code model=vgg-small batch=64 threads=2 steps=5}; LeNet takes 1x28x28, other networks 3x32x32. Growth contains what
 * the JIT compiler takes. Needs {@code /proc} (Linux).
 */
public final class StepMemory {

    private static final double MIB = 1 << 20;

    private StepMemory() {}

    /** Runs a few steps and prints the memory. */
    public static void main(String[] args) throws IOException {
        Arguments arguments = new Arguments(args, List.of("model", "batch", "threads", "steps"));
        String model = arguments.text("model", "vgg-small");
        int batch = arguments.number("batch", 64);
        Shape image = model.equals("lenet") ? Shape.of(1, 28, 28) : Shape.of(3, 32, 32);
        try (Cortado cortado = Setup.cortado(arguments.number("threads", 2))) {
            cortado.session();
            System.gc();
            ResidentMemory.forgetPeak();
            long before = ResidentMemory.now();
            Layer network = Setup.network(model, image, 10);
            Program step = cortado.session()
                    .training(
                            network,
                            SoftmaxCrossEntropyLoss.of(),
                            Sgd.of().withMomentum(0.9),
                            new TensorSpec(DType.FLOAT32, image.insert(0, batch)));
            HostTensor images = HostTensor.filled(step.input("input").spec(), 0.5);
            step.input("target").set(HostTensor.zeros(step.input("target").spec()));
            step.input("learning_rate").set(0.001);
            for (int i = 1; i <= arguments.number("steps", 5); i++) {
                step.input("input").set(images);
                step.input("step").set((double) i);
                step.input("key").set((long) i);
                step.run();
            }
            long peak = ResidentMemory.peak();
            ProgramMemory plan = step.memory();
            System.out.printf(
                    Locale.ROOT,
                    "{\"who\": \"Cortado cpu, Java %s\", \"model\": \"%s\", \"batch\": %d, \"plan_mib\": %.1f,"
                            + " \"plan_intermediate_mib\": %.1f, \"plan_state_mib\": %.1f, \"resident_growth_mib\": %.1f,"
                            + " \"resident_before_mib\": %.1f}%n",
                    System.getProperty("java.specification.version"),
                    model,
                    batch,
                    plan.peak() / MIB,
                    plan.intermediate() / MIB,
                    plan.state() / MIB,
                    (peak - before) / MIB,
                    before / MIB);
        }
    }
}
