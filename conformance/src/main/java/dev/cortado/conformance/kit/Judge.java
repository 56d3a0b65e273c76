package dev.cortado.conformance.kit;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.Tolerance;
import dev.cortado.conformance.oracle.Expected;
import java.util.List;

/** Holds the results of one operation against the oracle. */
final class Judge {

    private final Examination exam;

    Judge(Examination exam) {
        this.exam = exam;
    }

    /**
     * Compares results with what they should be.
     *
     * @throws Broken if they differ by more than is allowed
     */
    void compare(String check, Trial trial, List<HostTensor> operands, List<HostTensor> found) {
        Op op = trial.op();
        Tolerance usual = Tolerance.usual(op);
        List<Expected> expected = exam.expect(op, operands);
        Comparison comparison = exam.comparison();
        for (int i = 0; i < expected.size(); i++) {
            Comparison.Verdict verdict = comparison.compare(found.get(i), expected.get(i), strictness(trial));
            verdict.problem().ifPresent(problem -> {
                throw new Broken(check, problem);
            });
            exam.ledger().error(op.name(), verdict.worst() * usual.factor(), trial.toString());
        }
    }

    /** Sums promise the kind of a non-finite result, products only that it is none; zeros of sums may have either sign. */
    private static Comparison.Strictness strictness(Trial trial) {
        Op op = trial.op();
        boolean products = op instanceof MatMul
                || op instanceof Convolution
                || op instanceof ConvolutionInputGradient
                || op instanceof ConvolutionWeightGradient;
        if (products) {
            return trial.hasNonFinite() ? Comparison.Strictness.NON_FINITE : Comparison.Strictness.KINDS;
        }
        boolean sums = op instanceof Decomposable || op instanceof Reduce || op instanceof WindowReduce;
        return sums ? Comparison.Strictness.KINDS : Comparison.Strictness.BITS;
    }
}
