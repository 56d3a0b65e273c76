package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Memory stays flat: over runs of every kernel, whole steps, buffers and backends that come and go. */
final class MemoryCheck implements Check {

    /** Into how many rounds the steps of a tier are divided; a start or a leak takes more. */
    private static final int ROUNDS = 4;

    /** A backend has threads and tables, which take their time to go; its buffers are larger. */
    private static final Growth OF_BACKENDS = new Growth(2, 300_000, 4_000_000);

    private static final int CHURN = 20_000;

    @Override
    public void run(Examination exam) {
        Footprint.blind().ifPresent(exam.ledger()::note);
        Growth round = Growth.of(exam.tier().steps() / ROUNDS);
        exam.attempt(
                "memory",
                StorageCheck.STORAGE,
                DType.FLOAT32,
                "buffers that come and go",
                () -> round.expectNone("buffers", () -> churn(exam, round.runs())));
        exam.attempt(
                "memory",
                StorageCheck.STORAGE,
                DType.FLOAT32,
                "backends that come and go",
                () -> OF_BACKENDS.expectNone("backends", () -> comeAndGo(exam, OF_BACKENDS.runs())));
        exam.attempt(
                "memory", ProgramsCheck.PROGRAM, DType.FLOAT32, "whole training steps", () -> programs(exam, round));
        // the last, when compilers are done with what the others run
        kernels(exam);
    }

    /** Watches all operations at once, and looks for the guilty one only if memory grows. */
    private static void kernels(Examination exam) {
        List<Trial> trials = SteadyCases.ofEveryOperation(exam);
        Growth round = Growth.of(exam.tier().steps() / ROUNDS);
        boolean grows = false;
        try {
            round.expectNone(
                    "runs",
                    () -> trials.forEach(trial -> quietly(() -> {
                        exam.begin("memory", trial);
                        loop(exam, trial, round.runs());
                    })));
        } catch (Broken leak) {
            grows = true;
        }
        for (Trial trial : trials) {
            boolean search = grows;
            exam.attempt("memory", trial.op(), trial.dtype(), trial.toString(), () -> {
                if (search) {
                    round.expectNone("runs", () -> loop(exam, trial, round.runs()));
                }
            });
        }
    }

    /** Runs programs with state again and again, as training does. */
    private static void programs(Examination exam, Growth round) {
        Map<SmallNetwork, GraphRun> programs = new LinkedHashMap<>();
        for (SmallNetwork network : SmallNetwork.all(exam.seed())) {
            boolean first = exam.tier() != Tier.SMOKE || programs.isEmpty();
            if (first && new GraphTrial(exam, network.graph()).isPromised()) {
                programs.put(network, new GraphRun(exam.backend(), network.graph(), network.state()));
            }
        }
        try {
            round.expectNone(
                    "training steps",
                    () -> programs.forEach((network, run) -> {
                        for (int step = 0; step < round.runs(); step++) {
                            run.set(network.inputs());
                            run.run();
                            run.output("loss");
                            exam.beat();
                        }
                    }));
        } finally {
            programs.values().forEach(GraphRun::close);
        }
    }

    /** Failures of the operations themselves are told elsewhere. */
    private static void quietly(Runnable run) {
        try {
            run.run();
        } catch (Examination.Enough end) {
            throw end;
        } catch (Throwable e) {
            return;
        }
    }

    private static void loop(Examination exam, Trial trial, int runs) {
        Backend backend = exam.backend();
        Optional<OpKernel> kernel = backend.prepare(trial.op(), trial.inputs(), trial.results());
        if (kernel.isEmpty()) {
            return;
        }
        try (BoundKernel bound = new BoundKernel(backend, trial, kernel.get(), trial.operands())) {
            for (int i = 0; i < runs; i++) {
                bound.invoke();
                if (i % 64 == 63) {
                    backend.synchronize();
                    exam.beat();
                }
            }
            backend.synchronize();
        }
    }

    private static void churn(Examination exam, int count) {
        Backend backend = exam.backend();
        HostTensor value = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, CHURN));
        for (int i = 0; i < count; i++) {
            var buffer = backend.allocate(DType.FLOAT32, CHURN);
            backend.upload(value, BufferView.of(buffer, value.spec()));
            buffer.close();
            exam.beat();
        }
    }

    private static void comeAndGo(Examination exam, int count) {
        for (int i = 0; i < count; i++) {
            exam.beat();
            try (Backend backend = exam.another(exam.threads())) {
                List<Object> forgotten = new ArrayList<>();
                for (int j = 0; j < 8; j++) {
                    forgotten.add(backend.allocate(DType.FLOAT32, 10L * CHURN));
                }
                forgotten.clear();
            }
        }
    }
}
