package dev.cortado.cli;

import dev.cortado.core.Session;
import dev.cortado.core.compare.Batch;
import dev.cortado.core.run.Program;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Measures training steps on one backend; {@code compare} runs it in a process of its own for each backend. */
@Command(name = StepTimesCommand.NAME, hidden = true, header = "Measures training steps, for 'compare'.")
final class StepTimesCommand implements Callable<Integer> {

    static final String NAME = "step-times";

    /** Steps and time that let the JIT compile what is measured then, whatever comes first. */
    private static final int WARM_UP_STEPS = 300;

    private static final double WARM_UP_MS = 3_000;
    private static final double PATIENCE_MS = 10_000;

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private CompareFlags flags;

    @Parameters(paramLabel = "BACKEND", description = "A backend with its settings.")
    private String side;

    StepTimesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        flags.check();
        try (Cortado cortado = BackendSide.parse(side).open(BackendFlags.discover(console), CompareSubject.SEED)) {
            CompareSubject subject = CompareSubject.of(flags, cortado.registry());
            Session session = cortado.session();
            Batch batch = subject.batches().get(0);
            Program program = session.training(
                    subject.network(),
                    subject.loss(),
                    subject.optimizer(),
                    batch.input().spec());
            program.input("target").set(batch.target());
            program.input("learning_rate").set(CompareSubject.LEARNING_RATE);
            program.input("input").set(batch.input());
            repeat(WARM_UP_STEPS, WARM_UP_MS, session, program);
            double[] milliseconds = repeat(flags.steps, PATIENCE_MS, session, program);
            Arrays.sort(milliseconds);
            Map<String, Object> tree = new LinkedHashMap<>();
            tree.put("backend", side);
            tree.put("device", session.backend().device().name());
            tree.put("steps", milliseconds.length);
            tree.put("median_ms", milliseconds[milliseconds.length / 2]);
            tree.put("least_ms", milliseconds[0]);
            console.line(Json.write(tree));
        }
        return 0;
    }

    /** Returns the times of some steps; fewer than asked for where a backend is slow. */
    private static double[] repeat(int steps, double patience, Session session, Program program) {
        double[] milliseconds = new double[steps];
        double spent = 0;
        int step = 0;
        while (step < steps && (step == 0 || spent < patience)) {
            long start = System.nanoTime();
            program.input("step").set((double) step + 1);
            program.input("key").set((long) step);
            program.run();
            // a backend that queues its work is done only when something was fetched
            program.output("loss").scalar();
            session.backend().synchronize();
            milliseconds[step] = (System.nanoTime() - start) / 1e6;
            spent += milliseconds[step++];
        }
        return Arrays.copyOf(milliseconds, step);
    }
}
