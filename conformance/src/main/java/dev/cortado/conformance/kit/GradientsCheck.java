package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.conformance.OpCase;
import dev.cortado.conformance.OpCases;
import dev.cortado.conformance.Samples;
import dev.cortado.core.differentiate.Differentiator;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The gradient of every operation, traced, differentiated, lowered and run on the backend, against the oracle. */
final class GradientsCheck implements Check {

    /** How many cases of one operation the smoke tier differentiates; more of those with many attributes. */
    private static final int FEW = 3;

    private static final int MORE = 9;

    private final List<Question> questions = new ArrayList<>();

    /** One gradient to ask for. */
    private record Question(
            OpCase example, DType dtype, GraphTrial trial, Map<String, HostTensor> inputs, String subject) {}

    GradientsCheck(Examination exam) {
        Map<String, Integer> seen = new HashMap<>();
        for (OpCase example : OpCases.all(exam.seed())) {
            int elements = example.operands().stream()
                    .mapToInt(x -> x.spec().elements())
                    .sum();
            if (!exam.wants(example.op()) || !example.hasGradient()) {
                continue;
            }
            boolean smoke = exam.tier() == Tier.SMOKE;
            if (smoke && (elements == 0 || elements > 2 * exam.tier().checkedElements())) {
                continue;
            }
            int most = isWindowed(example) ? MORE : FEW;
            if (smoke && seen.merge(example.op().name(), 1, Integer::sum) > most) {
                continue;
            }
            question(exam, example, DType.FLOAT32);
            if (!smoke) {
                question(exam, example, DType.FLOAT64);
            }
        }
    }

    private static boolean isWindowed(OpCase example) {
        return example.op().name().contains("convolution")
                || example.op().name().contains("window");
    }

    private void question(Examination exam, OpCase example, DType dtype) {
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        for (HostTensor operand : example.operands()) {
            inputs.put("operand" + inputs.size(), operand.dtype().isFloating() ? operand.cast(dtype) : operand);
        }
        GraphTrial trial = new GraphTrial(exam, trace(example, inputs));
        if (trial.isPromised()) {
            List<TensorSpec> specs =
                    inputs.values().stream().map(HostTensor::spec).toList();
            String subject = "gradient of " + example.op() + " of " + specs;
            questions.add(new Question(example, dtype, trial, inputs, subject));
        }
    }

    @Override
    public void foresee(Examination exam) {
        questions.forEach(of -> of.trial.foresee(of.inputs, Map.of(), of.subject));
    }

    @Override
    public void run(Examination exam) {
        for (Question of : questions) {
            exam.attempt(
                    "gradient",
                    of.example.op(),
                    of.dtype,
                    of.subject,
                    () -> of.trial.run(of.inputs, Map.of(), 1, of.subject));
        }
    }

    private static Graph trace(OpCase example, Map<String, HostTensor> inputs) {
        GraphBuilder builder = new GraphBuilder();
        List<Tensor> operands = new ArrayList<>();
        inputs.forEach((name, value) -> operands.add(builder.input(name, value.spec())));
        Samples samples = new Samples(3);
        Tensor sum = null;
        for (Tensor result : builder.apply(example.op(), operands)) {
            if (result.dtype().isFloating()) {
                HostTensor weights = samples.weights(result.spec()).cast(result.dtype());
                Tensor term = result.multiply(result.constant(weights)).sum();
                sum = sum == null ? term : sum.add(term);
            }
        }
        List<Tensor> wrt = operands.stream().filter(x -> x.dtype().isFloating()).toList();
        List<Tensor> gradients = new Differentiator(builder).gradients(sum, wrt);
        for (int i = 0; i < gradients.size(); i++) {
            builder.output("gradient" + i, gradients.get(i));
        }
        return builder.build();
    }
}
