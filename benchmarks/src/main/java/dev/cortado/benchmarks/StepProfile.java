package dev.cortado.benchmarks;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.core.Session;
import dev.cortado.core.decorate.TimingBackend;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Sgd;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * How the time of one training step, or of one forward pass, is spread over its kernels.
 *
 * <p>Arguments: {@code model=lenet batch=64 threads=2 steps=300 channels=1 size=28 mode=train|infer}. The first half of the
 * steps warms up.
 */
public final class StepProfile {

    private StepProfile() {}

    /** Runs the steps and prints the kernels, the slowest first. */
    public static void main(String[] args) {
        Arguments arguments =
                new Arguments(args, List.of("model", "batch", "threads", "steps", "channels", "size", "mode"));
        Backend cpu = ServiceLoader.load(CortadoPlugin.class).stream()
                .flatMap(plugin -> plugin.get().backends().stream())
                .filter(provider -> provider.name().equals("cpu"))
                .findFirst()
                .orElseThrow()
                .create(BackendOptions.of(arguments.number("threads", 2)));
        TimingBackend timing = new TimingBackend(cpu);
        int channels = arguments.number("channels", 1);
        int size = arguments.number("size", 28);
        TensorSpec input = TensorSpec.of(DType.FLOAT32, arguments.number("batch", 64), channels, size, size);
        try (Session session = Session.builder(timing).build()) {
            Program program = program(arguments, session, input);
            int steps = arguments.number("steps", 300);
            for (int i = 0; i < steps; i++) {
                if (i == steps / 2) {
                    timing.reset();
                }
                program.run();
            }
            print(timing, program, steps - steps / 2);
        }
    }

    private static Program program(Arguments arguments, Session session, TensorSpec input) {
        var network = Setup.network(
                arguments.text("model", "lenet"),
                Shape.of(
                        input.shape().size(1),
                        input.shape().size(2),
                        input.shape().size(3)),
                10);
        boolean training = arguments.text("mode", "train").equals("train");
        Program program = training
                ? session.training(
                        network, SoftmaxCrossEntropyLoss.of(), Sgd.of().withMomentum(0.9), input)
                : session.inference(network, input);
        HostTensor images = HostTensor.zeros(input);
        for (int i = 0; i < input.elements(); i++) {
            images.set(i, i * 7919L % 1000 / 1000.0);
        }
        program.input("input").set(images);
        program.input("key").set(1L);
        if (training) {
            program.input("target").set(HostTensor.zeros(program.input("target").spec()));
            program.input("learning_rate").set(1e-4);
            program.input("step").set(1.0);
        }
        return program;
    }

    private static void print(TimingBackend timing, Program program, int steps) {
        long total = timing.timings().stream()
                .mapToLong(TimingBackend.Timing::nanoseconds)
                .sum();
        timing.timings().stream()
                .filter(row -> row.runs() > 0)
                .sorted(Comparator.comparingLong(row -> -row.nanoseconds()))
                .forEach(row -> System.out.printf(
                        "%8.1f us %5.1f%%  %-36s %-28s %s%n",
                        row.nanoseconds() / 1e3 / steps,
                        100.0 * row.nanoseconds() / total,
                        row.op(),
                        row.result(),
                        row.kernel()));
        System.out.printf(
                "%8.1f us all kernels of a step; arena %.1f MiB, %.1f without sharing%n",
                total / 1e3 / steps,
                program.plan().arenaBytes() / 1048576.0,
                program.plan().unplannedBytes() / 1048576.0);
    }
}
