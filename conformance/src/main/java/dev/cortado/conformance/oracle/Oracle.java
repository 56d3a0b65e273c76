package dev.cortado.conformance.oracle;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a program should compute: in float64 on the reference backend, with a bound for the rounding of every step.
 *
 * <p>Composite operations are decomposed, so a fused kernel is held to what its parts may err together. The bound is
 * carried along with the value to first order (a running error analysis, Higham 2002, section 3.3); for a single sum it is
 * the {@link dev.cortado.conformance.Tolerance} of its class.
 */
public final class Oracle implements AutoCloseable {

    private final ReferenceRun reference = new ReferenceRun();
    private final AccuracySource accuracy;

    /** Creates an oracle; the source says which algorithms the checked backend uses. */
    public Oracle(AccuracySource accuracy) {
        this.accuracy = accuracy;
    }

    /** Returns what an operation should give. */
    public List<Expected> expect(Op op, List<HostTensor> operands) {
        TensorScope scope = new Steps(reference, accuracy);
        List<Tensor> inputs =
                operands.stream().map(operand -> exact(scope, operand)).toList();
        return scope.apply(op, inputs).stream().map(Oracle::expected).toList();
    }

    /** Returns what the results of a graph should be, by name. */
    public Map<String, Expected> expect(Graph graph, Map<String, HostTensor> inputs) {
        Map<Value, Tensor> values = evaluate(graph, inputs);
        Map<String, Expected> results = new HashMap<>();
        graph.outputs().forEach(output -> results.put(output.name(), expected(values.get(output.value()))));
        return results;
    }

    /** Returns the operands of every node, as the checked types hold them, for looking at nodes one by one. */
    public Map<Node, List<HostTensor>> operands(Graph graph, Map<String, HostTensor> inputs) {
        Map<Value, Tensor> values = evaluate(graph, inputs);
        Map<Node, List<HostTensor>> operands = new java.util.LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            List<HostTensor> of = new ArrayList<>();
            for (Value value : node.inputs()) {
                HostTensor wide = values.get(value).value();
                of.add(
                        wide.dtype() == value.spec().dtype()
                                ? wide
                                : wide.cast(value.spec().dtype()));
            }
            operands.put(node, of);
        }
        return operands;
    }

    private Map<Value, Tensor> evaluate(Graph graph, Map<String, HostTensor> inputs) {
        TensorScope scope = new Steps(reference, accuracy);
        Map<Value, Tensor> values = new HashMap<>();
        graph.inputs().forEach(input -> values.put(input.value(), exact(scope, inputs.get(input.name()))));
        for (Node node : graph.nodes()) {
            List<Tensor> results = scope.apply(
                    node.op(), node.inputs().stream().map(values::get).toList());
            for (int i = 0; i < results.size(); i++) {
                values.put(node.outputs().get(i), results.get(i));
            }
        }
        return values;
    }

    /** Returns the results of the reference backend in the operands' own types; for what must be exact. */
    public Optional<List<HostTensor>> exactly(Op op, List<HostTensor> operands) {
        if (op instanceof Constant constant) {
            return Optional.of(List.of(constant.value()));
        }
        return reference.apply(op, operands);
    }

    private static Tensor exact(TensorScope scope, HostTensor value) {
        return new Estimate(scope, value.spec(), Widening.widen(value), null);
    }

    private static Expected expected(Tensor tensor) {
        Estimate estimate = (Estimate) tensor;
        return new Expected(estimate.spec(), estimate.wide(), Optional.ofNullable(estimate.slack()));
    }

    @Override
    public void close() {
        reference.close();
    }

    /** Applies one operation after the other. */
    private record Steps(ReferenceRun reference, AccuracySource accuracy) implements TensorScope {

        @Override
        public List<Tensor> apply(Op op, List<Tensor> inputs) {
            if (op instanceof Constant constant) {
                return List.of(exact(this, constant.value()));
            }
            List<TensorSpec> specs = inputs.stream().map(Tensor::spec).toList();
            List<TensorSpec> results = op.infer(specs);
            DType first = specs.isEmpty() ? DType.BOOL : specs.get(0).dtype();
            Op wide = Widening.widen(op, first);
            Optional<List<HostTensor>> values =
                    reference.apply(wide, inputs.stream().map(Tensor::value).toList());
            if (values.isEmpty()) {
                return ((Decomposable) op).decompose(inputs);
            }
            List<Estimate> operands = inputs.stream().map(Estimate.class::cast).toList();
            List<HostTensor> slack = new Slack(reference, accuracy).of(op, wide, operands, results, values.get());
            List<Tensor> made = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                made.add(new Estimate(this, results.get(i), values.get().get(i), slack.get(i)));
            }
            return made;
        }
    }
}
