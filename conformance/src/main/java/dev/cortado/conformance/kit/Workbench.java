package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.op.Op;
import dev.cortado.conformance.report.Finding;
import dev.cortado.conformance.report.OpResult;
import dev.cortado.core.run.SingleOp;
import java.util.List;
import java.util.Optional;

/**
 * Holds a backend against the kit one operation at a time, for tests that know which shapes are hard for its kernels.
 *
 * <pre>{@code
 * try (Workbench bench = new Workbench(new MyProvider(), BackendOptions.of(2))) {
 *     bench.check(new Softmax(1), new Samples(1).random(DType.FLOAT32, 3, 1000));
 * }
 * }</pre>
 *
 * <p>Close it: the backend is closed with it. Not thread-safe.
 */
public final class Workbench implements AutoCloseable {

    private final Examination exam;
    private final OperationsCheck operations;

    /**
     * Creates a backend to check; the caller has made sure that it can run here.
     *
     * @throws AssertionError if it does not say what it runs on or what it lacks
     */
    public Workbench(BackendProvider provider, BackendOptions options) {
        exam = new Examination(provider, options, Tier.FULL, 1, op -> true);
        List<Finding> failures = exam.ledger().failures();
        if (!failures.isEmpty()) {
            exam.close();
            throw new AssertionError(failures.get(0).toString());
        }
        operations = new OperationsCheck(exam);
    }

    /** Returns the backend. */
    public Backend backend() {
        return exam.backend();
    }

    /**
     * Runs an operation in every way that core might, as the kit does, and compares each result with the oracle: between
     * guards, twice over garbage, in place, bound twice, with one memory for equal operands. What has no kernel is decomposed,
     * or must be refused as {@link Backend#lacks} says.
     *
     * @throws AssertionError if anything is wrong; it names the operation, its operands, what was found and expected
     */
    public void check(Op op, HostTensor... operands) {
        int before = exam.ledger().failures().size();
        operations.examine(new Trial(op, List.of(operands), Trial.Family.ORDINARY));
        List<Finding> failures = exam.ledger().failures();
        if (failures.size() > before) {
            throw new AssertionError(failures.get(before).toString());
        }
    }

    /**
     * Returns the results of an operation that is run once.
     *
     * @throws dev.cortado.api.CortadoException if the backend has no kernel for it or for a part of it
     */
    public List<HostTensor> run(Op op, HostTensor... operands) {
        Trial trial = new Trial(op, List.of(operands), Trial.Family.ORDINARY);
        List<TensorSpec> inputs = trial.inputs();
        Optional<OpKernel> kernel = backend().prepare(op, inputs, trial.results());
        if (kernel.isPresent()) {
            return new KernelTrial(backend(), trial, kernel.get()).run(trial.operands());
        }
        try (SingleOp program = new SingleOp(backend(), op, inputs)) {
            return program.run(trial.operands());
        }
    }

    /** Returns the worst error of each operation so far, in the units of {@link OpResult#worst}. */
    public List<OpResult> results() {
        return exam.ledger().results();
    }

    @Override
    public void close() {
        exam.close();
    }
}
