package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.OpKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Two backends on two threads, at the same operation on other values: neither may see the other. */
final class ConcurrencyCheck implements Check {

    private static final int RUNS = 25;

    @Override
    public void run(Examination exam) {
        if (exam.lacks().contains(Behaviour.SAME_BITS_EVERY_RUN)) {
            exam.ledger().note("two backends at once: results differ from run to run as declared");
            return;
        }
        List<Trial> trials = SteadyCases.ofEveryOperation(exam);
        Map<Trial, String> problems = new ConcurrentHashMap<>();
        Queue<Throwable> ends = new ConcurrentLinkedQueue<>();
        for (int round = 0; round < exam.tier().rounds() / 2; round++) {
            Phaser together = new Phaser(2);
            AtomicIntegerArray runs = new AtomicIntegerArray(2 * trials.size());
            Thread other =
                    new Thread(() -> worker(exam, trials, 1, together, runs, problems, ends), "conformance-other");
            other.start();
            worker(exam, trials, 0, together, runs, problems, ends);
            join(other);
        }
        Throwable end = ends.peek();
        if (end instanceof Examination.Enough enough) {
            throw enough;
        }
        if (end != null) {
            exam.fail(
                    "concurrency",
                    Examination.BACKEND,
                    DType.FLOAT32,
                    "one of two backends at once",
                    "could not be created, used or closed: threw " + end);
        }
        for (Trial trial : trials) {
            exam.attempt("concurrency", trial.op(), trial.dtype(), trial.toString(), () -> {
                String problem = problems.get(trial);
                if (problem != null) {
                    throw new Broken("concurrency", problem);
                }
            });
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Broken("concurrency", "was interrupted");
        }
    }

    private static void worker(
            Examination exam,
            List<Trial> trials,
            int member,
            Phaser together,
            AtomicIntegerArray runs,
            Map<Trial, String> problems,
            Queue<Throwable> ends) {
        try (Backend backend = exam.another(1)) {
            for (int i = 0; i < trials.size(); i++) {
                Trial trial = trials.get(i);
                exam.begin("concurrency", trial);
                together.arriveAndAwaitAdvance();
                try {
                    repeat(backend, trial, member == 1, new Progress(runs, 2 * i, member))
                            .ifPresent(problem -> problems.putIfAbsent(trial, problem));
                } catch (Throwable e) {
                    problems.putIfAbsent(trial, "threw " + e);
                } finally {
                    runs.set(2 * i + member, RUNS);
                }
            }
        } catch (Throwable e) {
            ends.add(e);
        } finally {
            // whoever ends early keeps nobody waiting
            for (int i = 0; i < trials.size(); i++) {
                runs.set(2 * i + member, RUNS);
            }
            together.arriveAndDeregister();
        }
    }

    /** How often both threads ran one kernel: each goes on until the other is done too, so that they do meet. */
    private record Progress(AtomicIntegerArray runs, int first, int member) {

        boolean goesOn() {
            return runs.incrementAndGet(first + member) < RUNS || runs.get(first + 1 - member) < RUNS;
        }
    }

    private static Optional<String> repeat(Backend backend, Trial trial, boolean reversed, Progress progress) {
        Optional<OpKernel> kernel = backend.prepare(trial.op(), trial.inputs(), trial.results());
        if (kernel.isEmpty()) {
            return Optional.empty();
        }
        List<HostTensor> operands = new ArrayList<>(trial.operands());
        if (reversed) {
            operands.replaceAll(OperationsCheck::reversed);
        }
        try (BoundKernel bound = new BoundKernel(backend, trial, kernel.get(), operands)) {
            List<HostTensor> first = bound.run();
            while (progress.goesOn()) {
                if (!bound.run().equals(first)) {
                    return Optional.of("gives other bits while another backend runs on another thread");
                }
            }
        }
        return Optional.empty();
    }
}
