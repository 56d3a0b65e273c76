package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BufferView;
import dev.cortado.api.backend.OpKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Memory stays flat: over runs of every kernel, over buffers that come and go, over backends that come and go. */
final class MemoryCheck implements Check {

    /** What the virtual machine itself may keep: code tables, classes. */
    private static final long NOISE = 600_000;
    /** What one operation may keep once it was run before. */
    private static final long NOISE_OF_ONE = 60_000;

    private static final int CHURN = 20_000;

    @Override
    public void run(Examination exam) {
        int steps = exam.tier().steps();
        List<Trial> trials = SteadyCases.ofEveryOperation(exam);
        trials.forEach(trial -> quietly(() -> loop(exam.backend(), trial, 20)));
        long before = used();
        trials.forEach(trial -> quietly(() -> loop(exam.backend(), trial, steps)));
        boolean grew = used() - before > NOISE;
        for (Trial trial : trials) {
            exam.attempt("memory", trial.op(), trial.dtype(), trial.toString(), () -> {
                if (grew) {
                    expectFlat(NOISE_OF_ONE, steps + " runs", () -> loop(exam.backend(), trial, steps));
                }
            });
        }
        exam.attempt("memory", StorageCheck.STORAGE, DType.FLOAT32, "buffers that come and go", () -> {
            churn(exam.backend(), 10);
            expectFlat(NOISE, steps + " buffers", () -> churn(exam.backend(), steps));
        });
        exam.attempt("memory", StorageCheck.STORAGE, DType.FLOAT32, "backends that come and go", () -> {
            comeAndGo(exam, 1);
            expectFlat(NOISE, "5 backends", () -> comeAndGo(exam, 5));
        });
    }

    /** Failures of the operations themselves are told elsewhere. */
    private static void quietly(Runnable run) {
        try {
            run.run();
        } catch (RuntimeException | LinkageError e) {
            return;
        }
    }

    private static void loop(Backend backend, Trial trial, int runs) {
        Optional<OpKernel> kernel = backend.prepare(trial.op(), trial.inputs(), trial.results());
        if (kernel.isEmpty()) {
            return;
        }
        try (BoundKernel bound = new BoundKernel(backend, trial, kernel.get(), trial.operands())) {
            for (int i = 0; i < runs; i++) {
                bound.invoke();
                if (i % 64 == 63) {
                    backend.synchronize();
                }
            }
            backend.synchronize();
        }
    }

    private static void churn(Backend backend, int count) {
        HostTensor value = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, CHURN));
        for (int i = 0; i < count; i++) {
            var buffer = backend.allocate(DType.FLOAT32, CHURN);
            backend.upload(value, BufferView.of(buffer, value.spec()));
            buffer.close();
        }
    }

    private static void comeAndGo(Examination exam, int count) {
        for (int i = 0; i < count; i++) {
            try (Backend backend = exam.another(exam.threads())) {
                List<Object> forgotten = new ArrayList<>();
                for (int j = 0; j < 8; j++) {
                    forgotten.add(backend.allocate(DType.FLOAT32, 10L * CHURN));
                }
                forgotten.clear();
            }
        }
    }

    private static void expectFlat(long noise, String what, Runnable run) {
        long before = used();
        run.run();
        long grown = used() - before;
        if (grown > noise) {
            throw new Broken("memory", what + " left " + grown + " bytes behind");
        }
    }

    /** Returns the bytes of the heap in use; the least of a few collections. */
    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
