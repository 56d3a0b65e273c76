package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Decomposable;
import dev.cortado.core.run.SingleOp;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every operation, forward: kernels against the oracle, refusals against what the backend declares to lack. */
final class OperationsCheck implements Check {

    private final Examination exam;
    private final Refusals refusals;
    private final Judge judge;
    private final Map<Behaviour, int[]> denied = new EnumMap<>(Behaviour.class);
    private final Map<Behaviour, Trial> worked = new EnumMap<>(Behaviour.class);
    private final Set<String> bound = new HashSet<>();

    OperationsCheck(Examination exam) {
        this.exam = exam;
        this.refusals = new Refusals(exam.backend());
        this.judge = new Judge(exam);
    }

    @Override
    public void run(Examination same) {
        for (int i = 0; i < exam.tier().seeds(); i++) {
            Set<Trial> trials = trials(i);
            if (i > 0) {
                foresee(trials);
            }
            for (Trial trial : trials) {
                if (exam.wants(trial.op())) {
                    examine(trial);
                }
            }
        }
        falseDenials();
    }

    @Override
    public void foresee(Examination same) {
        foresee(trials(0));
    }

    private Set<Trial> trials(int which) {
        boolean subnormals = !exam.lacks().contains(Behaviour.SUBNORMALS);
        return exam.tier() == Tier.SMOKE
                ? exam.smokeTrials()
                : Trials.all(exam.tier(), exam.seed() + which, subnormals);
    }

    private void foresee(Set<Trial> trials) {
        for (Trial trial : trials) {
            if (exam.wants(trial.op())) {
                exam.foresee(trial.op(), trial.operands());
            }
        }
    }

    /** Puts one question to the backend and writes down how it ended. */
    void examine(Trial trial) {
        exam.guard("refusal", trial.op().name(), trial.dtype(), trial.toString(), () -> ask(trial));
    }

    private void ask(Trial trial) {
        Optional<OpKernel> kernel = prepare(trial);
        boolean composite = trial.op() instanceof Decomposable;
        Set<Behaviour> needs = new HashSet<>(Needs.of(trial.op(), trial.inputs()));
        needs.retainAll(exam.lacks());
        if (kernel.isEmpty() && (!composite || !needs.isEmpty() && refusals.isRefused(trial))) {
            refused(trial, needs);
            return;
        }
        exam.attempt("forward", trial.op(), trial.dtype(), trial.toString(), () -> {
            if (kernel.isPresent()) {
                kernel(trial, kernel.get());
            } else {
                decomposed(trial);
            }
            needs.forEach(need -> worked.putIfAbsent(need, trial));
        });
    }

    private Optional<OpKernel> prepare(Trial trial) {
        Optional<OpKernel> kernel;
        try {
            kernel = exam.backend().prepare(trial.op(), trial.inputs(), trial.results());
        } catch (Throwable e) {
            throw new Broken("refusal", "prepare threw " + e + "; what has no kernel is refused by returning empty");
        }
        if (kernel == null) {
            throw new Broken("refusal", "prepare returned null; what has no kernel is refused by returning empty");
        }
        return kernel;
    }

    private void refused(Trial trial, Set<Behaviour> needs) {
        if (needs.isEmpty()) {
            exam.fail(
                    "refusal",
                    trial.op(),
                    trial.dtype(),
                    trial.toString(),
                    "has no kernel, though the backend declares to lack nothing that it needs");
            return;
        }
        Optional<String> wrong = refusals.problem(trial);
        if (wrong.isPresent()) {
            exam.fail("refusal", trial.op(), trial.dtype(), trial.toString(), wrong.get());
            return;
        }
        needs.forEach(need -> denied.computeIfAbsent(need, key -> new int[1])[0]++);
        exam.ledger().refused(trial.op().name(), trial.dtype());
    }

    private void kernel(Trial trial, OpKernel kernel) {
        KernelTrial run = new KernelTrial(exam.backend(), trial, kernel);
        boolean repeatable = !exam.lacks().contains(Behaviour.SAME_BITS_EVERY_RUN);
        List<HostTensor> found = repeatable ? run.runTwice(trial.operands()) : run.run(trial.operands());
        judge.compare("forward", trial, trial.operands(), found);
        if (repeatable) {
            run.inPlace(trial.operands(), found);
            if (trial.family() == Trial.Family.ORDINARY) {
                run.prepared(trial.operands(), reversed(trial.operands()), found);
            }
        }
        boolean first = trial.inputs().stream().mapToInt(TensorSpec::elements).sum() > 1
                && trial.family() == Trial.Family.ORDINARY
                && (exam.tier() != Tier.SMOKE || bound.add(trial.op().name() + trial.dtype() + kernel.description()));
        if (first && repeatable) {
            List<HostTensor> others = reversed(trial.operands());
            OpKernel fresh = exam.backend()
                    .prepare(trial.op(), trial.inputs(), trial.results())
                    .orElseThrow(() -> new Broken("was prepared once, and then refused"));
            run.twoBindings(trial.operands(), others, fresh);
        }
        if (first
                && trial.operands().size() > 1
                && trial.inputs()
                        .subList(1, trial.operands().size())
                        .contains(trial.inputs().get(0))) {
            List<HostTensor> operands = new ArrayList<>();
            for (int i = 0; i < trial.operands().size(); i++) {
                boolean shared = trial.inputs().get(i).equals(trial.inputs().get(0));
                operands.add(trial.operands().get(shared ? 0 : i));
            }
            judge.compare("aliasing", trial, operands, run.aliased(trial.operands()));
        }
    }

    private void decomposed(Trial trial) {
        try (SingleOp program = new SingleOp(exam.backend(), trial.op(), trial.inputs())) {
            judge.compare("forward", trial, trial.operands(), program.run(trial.operands()));
        }
    }

    /** Returns operands with their elements in reverse order. */
    static List<HostTensor> reversed(List<HostTensor> operands) {
        return operands.stream().map(OperationsCheck::reversed).toList();
    }

    /** Returns the elements in reverse order. */
    static HostTensor reversed(HostTensor value) {
        HostTensor other = value.copy();
        int count = value.spec().elements();
        for (int i = 0; i < count; i++) {
            if (value.dtype() == DType.INT64) {
                other.longs()[i] = value.longs()[count - 1 - i];
            } else {
                other.set(i, value.get(count - 1 - i));
            }
        }
        return other;
    }

    private void falseDenials() {
        worked.forEach((behaviour, trial) -> {
            if (behaviour.isRefusable() && !denied.containsKey(behaviour)) {
                exam.fail(
                        "behaviours",
                        trial.op(),
                        trial.dtype(),
                        trial.toString(),
                        "works, though the backend declares to lack " + behaviour
                                + ", and nothing that needs it was refused");
            }
        });
    }
}
