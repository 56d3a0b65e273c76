package dev.cortado.conformance;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.Decomposable;
import dev.cortado.core.Session;
import dev.cortado.core.differentiate.Differentiator;
import dev.cortado.core.run.Program;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Compares a composite operation with its decomposition: its results, and its gradients where both ways have one.
 *
 * <p>On a backend with a kernel for the operation that checks the kernel; on one without it, the gradient rule.
 */
public final class DecompositionCheck {

    /** Operands and weights are about 1, and so are the terms of a result, however much of them cancels. */
    private static final double TERM = 1;

    private final Session session;

    /** Creates a check that runs in a session; operands must have types that its backend knows. */
    public DecompositionCheck(Session session) {
        this.session = session;
    }

    /**
     * Returns the largest difference between corresponding elements, relative to the largest element of each tensor and
     * to 1 at least.
     *
     * @param op a composite operation
     * @param operands its operands
     */
    public double difference(Decomposable op, List<HostTensor> operands) {
        List<HostTensor> whole = run(operands, inputs -> inputs.get(0).scope().apply(op, inputs));
        List<HostTensor> parts = run(operands, op::decompose);
        double worst = 0;
        for (int i = 0; i < whole.size(); i++) {
            worst = Math.max(worst, difference(whole.get(i), parts.get(i)));
        }
        return worst;
    }

    private static double difference(HostTensor a, HostTensor b) {
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < a.spec().elements(); i++) {
            largest = Math.max(largest, Math.abs(b.get(i)));
            // equal covers infinities; a NaN on one side alone is an infinite difference
            boolean same = Double.compare(a.get(i), b.get(i)) == 0;
            double distance = same ? 0 : Math.abs(a.get(i) - b.get(i));
            difference = Math.max(difference, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
        }
        return difference / Math.max(largest, TERM);
    }

    /** Returns the results, followed by the gradients of their weighed sum with respect to the floating operands. */
    private List<HostTensor> run(List<HostTensor> operands, UnaryOperator<List<Tensor>> function) {
        GraphBuilder builder = new GraphBuilder();
        List<Tensor> inputs = new ArrayList<>();
        for (HostTensor operand : operands) {
            inputs.add(builder.input("operand" + inputs.size(), operand.spec()));
        }
        List<Tensor> results = new ArrayList<>(function.apply(inputs));
        Samples samples = new Samples(3);
        List<Tensor> terms = new ArrayList<>();
        for (Tensor result : results) {
            if (result.dtype().isFloating()) {
                HostTensor weights = samples.weights(result.spec()).cast(result.dtype());
                terms.add(result.multiply(result.constant(weights)).sum());
            }
        }
        terms.stream().reduce(Tensor::add).ifPresent(sum -> {
            List<Tensor> floating =
                    inputs.stream().filter(x -> x.dtype().isFloating()).toList();
            results.addAll(new Differentiator(builder).gradients(sum, floating));
        });
        for (int i = 0; i < results.size(); i++) {
            builder.output("result" + i, results.get(i));
        }
        try (Program program = session.compile(builder.build())) {
            for (int i = 0; i < operands.size(); i++) {
                program.input("operand" + i).set(operands.get(i));
            }
            program.run();
            List<HostTensor> values = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                values.add(program.output("result" + i).value());
            }
            return values;
        }
    }
}
