package dev.cortado.conformance.kit;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.Op;
import dev.cortado.conformance.oracle.AccuracySource;
import dev.cortado.conformance.oracle.Oracle;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;

/**
 * What the oracle answers: worked out on a thread of its own ahead of the questions, or kept for several runs of the kit.
 *
 * <p>The backend that is checked stays on its own thread: an answer is worked out for the usual algorithms, remembers of which
 * kernels it took that for granted, and is worked out again if the backend uses others there.
 */
public final class Answers {

    private final boolean kept;
    private final Map<Object, FutureTask<Answer>> known = new ConcurrentHashMap<>();
    private final BlockingQueue<FutureTask<Answer>> foreseen = new LinkedBlockingQueue<>();
    private boolean isWorking;

    private Answers(boolean kept) {
        this.kept = kept;
    }

    /** Returns answers for one run of the kit, which asks each question once. */
    static Answers once() {
        return new Answers(false);
    }

    /** Returns answers for several runs of the kit with the same seed and tier, also at the same time. */
    public static Answers shared() {
        return new Answers(true);
    }

    /** What the oracle wants to know of a kernel. */
    private record Asked(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs) {}

    private record Answer(Object value, Set<Asked> asked) {}

    /** Lets a question be answered in the background, after those that were foreseen before. */
    void foresee(Object question, Function<Oracle, Object> work) {
        FutureTask<Answer> task = task(work);
        if (known.putIfAbsent(question, task) == null) {
            foreseen.add(task);
            startWorking();
        }
    }

    /** Returns the answer to a question. */
    <T> T get(Object question, AccuracySource accuracy, Class<T> type, Function<Oracle, Object> work) {
        FutureTask<Answer> task = kept ? known.computeIfAbsent(question, key -> task(work)) : known.remove(question);
        Answer answer = task == null ? null : of(task);
        boolean usual = answer != null
                && answer.asked.stream().allMatch(of -> accuracy.of(of.op, of.inputs, of.outputs) == Accuracy.USUAL);
        if (usual) {
            return type.cast(answer.value);
        }
        try (Oracle oracle = new Oracle(accuracy)) {
            return type.cast(work.apply(oracle));
        }
    }

    private static Answer of(FutureTask<Answer> task) {
        // whoever comes first works it out; the other one waits
        task.run();
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private static FutureTask<Answer> task(Function<Oracle, Object> work) {
        return new FutureTask<>(() -> {
            Set<Asked> asked = new LinkedHashSet<>();
            AccuracySource usual = (op, inputs, outputs) -> {
                asked.add(new Asked(op, inputs, outputs));
                return Accuracy.USUAL;
            };
            try (Oracle oracle = new Oracle(usual)) {
                return new Answer(work.apply(oracle), asked);
            }
        });
    }

    private synchronized void startWorking() {
        if (!isWorking) {
            isWorking = true;
            Thread worker = new Thread(this::work, "conformance-oracle");
            worker.setDaemon(true);
            worker.start();
        }
    }

    private void work() {
        while (true) {
            FutureTask<Answer> next;
            synchronized (this) {
                next = foreseen.poll();
                if (next == null) {
                    isWorking = false;
                    notifyAll();
                    return;
                }
            }
            next.run();
        }
    }

    /** Forgets what was foreseen and not asked, and waits until nothing is worked on. */
    synchronized void settle() {
        List<FutureTask<Answer>> rest = new ArrayList<>();
        foreseen.drainTo(rest);
        if (!kept) {
            known.clear();
        } else {
            known.values().removeAll(rest);
        }
        while (isWorking) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
