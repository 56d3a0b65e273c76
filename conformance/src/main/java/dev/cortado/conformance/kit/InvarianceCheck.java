package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.conformance.OpCase;
import dev.cortado.core.run.SingleOp;
import java.util.ArrayList;
import java.util.List;

/** Large operations: right, of the same bits for any number of threads, and for a sample alone and among others. */
final class InvarianceCheck implements Check {

    private final List<Trial> trials = new ArrayList<>();

    InvarianceCheck(Examination exam) {
        for (OpCase example : LargeCases.all(exam.seed(), exam.tier())) {
            Trial trial = new Trial(example.op(), example.operands(), Trial.Family.ORDINARY);
            if (exam.wants(trial.op()) && exam.promises(trial.op(), trial.inputs())) {
                trials.add(trial);
            }
        }
    }

    @Override
    public void run(Examination exam) {
        try (Backend one = exam.another(1);
                Backend many = exam.another(Math.max(2, exam.threads()))) {
            trials.forEach(trial -> check(exam, trial, one, many));
        }
    }

    @Override
    public void foresee(Examination exam) {
        trials.forEach(trial -> exam.foresee(trial.op(), trial.operands()));
    }

    private static void check(Examination exam, Trial trial, Backend one, Backend many) {
        List<HostTensor> found = new ArrayList<>();
        exam.attempt("forward", trial.op(), trial.dtype(), trial.toString(), () -> {
            found.addAll(run(many, trial));
            new Judge(exam).compare("forward", trial, trial.operands(), found);
        });
        if (found.isEmpty()) {
            return;
        }
        if (!exam.lacks().contains(Behaviour.SAME_BITS_EVERY_RUN)) {
            many.prepare(trial.op(), trial.inputs(), trial.results())
                    .filter(kernel -> !kernel.preparedFrom().isEmpty())
                    .ifPresent(kernel -> exam.attempt(
                            "preparation",
                            trial.op(),
                            trial.dtype(),
                            trial.toString(),
                            () -> prepared(new KernelTrial(many, trial, kernel), trial.operands())));
        }
        if (!exam.lacks().contains(Behaviour.THREAD_INVARIANCE)) {
            exam.attempt(
                    "threads",
                    trial.op(),
                    trial.dtype(),
                    trial.toString(),
                    () -> same("threads", "on one thread it gives other bits than on several", run(one, trial), found));
        }
        if (!exam.lacks().contains(Behaviour.BATCH_INVARIANCE) && LargeCases.isPerSample(trial.op())) {
            exam.attempt(
                    "batch",
                    trial.op(),
                    trial.dtype(),
                    trial.toString(),
                    () -> batches(exam, trial, many, found.get(0)));
        }
    }

    private static void prepared(KernelTrial kernel, List<HostTensor> operands) {
        kernel.prepared(operands, OperationsCheck.reversed(operands), kernel.run(operands));
    }

    private static List<HostTensor> run(Backend backend, Trial trial) {
        try (SingleOp program = new SingleOp(backend, trial.op(), trial.inputs())) {
            return program.run(trial.operands());
        }
    }

    private static void batches(Examination exam, Trial trial, Backend backend, HostTensor together) {
        HostTensor batch = trial.operands().get(0);
        int count = batch.shape().size(0);
        int step = exam.tier() == Tier.SMOKE ? Math.max(1, count - 1) : Math.max(1, count / 5);
        for (int n = 0; n < count; n += step) {
            List<HostTensor> operands = new ArrayList<>(trial.operands());
            operands.set(0, sample(batch, n));
            HostTensor alone = run(backend, new Trial(trial.op(), operands, trial.family()))
                    .get(0);
            same(
                    "batch",
                    "sample " + n + " alone gives other bits than among " + count,
                    List.of(sample(together, n)),
                    List.of(alone));
        }
    }

    private static HostTensor sample(HostTensor batch, int index) {
        Shape shape = batch.shape().with(0, 1);
        HostTensor sample = HostTensor.zeros(batch.spec().with(shape));
        System.arraycopy(batch.array(), index * shape.elements(), sample.array(), 0, shape.elements());
        return sample;
    }

    private static void same(String check, String otherwise, List<HostTensor> a, List<HostTensor> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equals(b.get(i))) {
                throw new Broken(check, otherwise + ": result " + i + " " + KernelTrial.difference(a.get(i), b.get(i)));
            }
        }
    }
}
