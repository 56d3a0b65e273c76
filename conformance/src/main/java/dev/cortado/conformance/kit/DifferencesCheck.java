package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Behaviour;
import dev.cortado.conformance.GradientCheck;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.OpCases;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gradients against central differences in float64 on the backend itself, where it has float64. */
final class DifferencesCheck implements Check {

    private static final int SMALL = 40;

    @Override
    public void run(Examination exam) {
        if (exam.lacks().contains(Behaviour.FLOAT64)) {
            exam.ledger().note("central differences: the backend lacks FLOAT64");
            return;
        }
        Set<String> seen = new HashSet<>();
        try (GradientCheck check = new GradientCheck(exam.another(exam.threads()))) {
            for (OpCase example : OpCases.all(exam.seed())) {
                int elements = example.operands().stream()
                        .mapToInt(x -> x.spec().elements())
                        .sum();
                boolean few = exam.tier() != Tier.SMOKE
                        || elements > 1
                                && elements <= SMALL
                                && seen.add(example.op().name());
                if (few
                        && elements > 0
                        && example.hasGradient()
                        && exam.wants(example.op())
                        && exam.promises(
                                example.op(),
                                example.operands().stream()
                                        .map(HostTensor::spec)
                                        .toList())) {
                    compare(exam, check.directionsOnly(), example);
                }
            }
        }
    }

    private static void compare(Examination exam, GradientCheck check, OpCase example) {
        List<HostTensor> operands = example.operands();
        exam.attempt("central differences", example.op(), DType.FLOAT64, example.toString(), () -> {
            try {
                check.op(example.op(), operands).assertRight();
            } catch (AssertionError e) {
                throw new Broken("central differences", e.getMessage());
            }
        });
    }
}
