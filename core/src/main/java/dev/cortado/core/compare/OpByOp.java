package dev.cortado.core.compare;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Reshape;
import dev.cortado.core.run.SingleOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a graph operation by operation on two backends, the second once with the first one's operands and once with its own. */
final class OpByOp {

    private final Backend a;
    private final Backend b;
    private final Map<Value, HostTensor> onA = new HashMap<>();
    private final Map<Value, HostTensor> onB = new HashMap<>();
    private final Map<Value, Double> bounds = new HashMap<>();
    private final Map<Value, Integer> lastReader = new HashMap<>();

    OpByOp(Backend a, Backend b) {
        this.a = a;
        this.b = b;
    }

    /** Says what enters the graph, on both sides the same. */
    void enter(Value value, HostTensor tensor) {
        onA.put(value, tensor);
        onB.put(value, tensor);
    }

    List<ComparisonReport.OpRow> run(Graph graph) {
        List<Node> nodes = graph.nodes();
        for (int i = 0; i < nodes.size(); i++) {
            for (Value input : nodes.get(i).inputs()) {
                lastReader.put(input, i);
            }
        }
        List<ComparisonReport.OpRow> rows = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (node.op() instanceof Constant constant) {
                enter(node.outputs().get(0), constant.value());
            } else if (node.op() instanceof Reshape) {
                int[] sizes = node.outputSpecs().get(0).shape().toArray();
                onA.put(node.outputs().get(0), onA.get(node.inputs().get(0)).reshape(sizes));
                onB.put(node.outputs().get(0), onB.get(node.inputs().get(0)).reshape(sizes));
                bounds.put(node.outputs().get(0), bound(node));
            } else {
                rows.add(compare(node));
            }
            forget(node, i);
        }
        return rows;
    }

    /** Values that nobody reads any more are dropped, or a large network would not fit. */
    private void forget(Node node, int position) {
        for (Value input : node.inputs()) {
            if (lastReader.get(input) == position) {
                onA.remove(input);
                onB.remove(input);
            }
        }
    }

    private ComparisonReport.OpRow compare(Node node) {
        List<HostTensor> operandsA = operands(node, onA);
        List<HostTensor> operandsB = operands(node, onB);
        List<HostTensor> resultsA;
        Discrepancy discrepancy;
        try (SingleOp op = new SingleOp(a, node.op(), node.inputSpecs())) {
            resultsA = op.run(operandsA);
            discrepancy = new Discrepancy(node, operandsA, resultsA, op::run);
        }
        List<HostTensor> local;
        List<HostTensor> resultsB;
        try (SingleOp op = new SingleOp(b, node.op(), node.inputSpecs())) {
            local = op.run(operandsA);
            resultsB = operandsB.equals(operandsA) ? local : op.run(operandsB);
        }
        boolean discrete =
                node.outputSpecs().stream().noneMatch(spec -> spec.dtype().isFloating());
        double bound = discrepancy.bound();
        double before = bound(node);
        for (int i = 0; i < node.outputs().size(); i++) {
            Value output = node.outputs().get(i);
            onA.put(output, resultsA.get(i));
            onB.put(output, resultsB.get(i));
            bounds.put(output, bound + before);
        }
        return new ComparisonReport.OpRow(
                node.op().name(),
                node.origin(),
                String.join(
                        ", ", node.outputSpecs().stream().map(Object::toString).toList()),
                discrepancy.error(resultsA, local),
                bound,
                discrepancy.accumulated(resultsA, resultsB),
                // what compares or counts may flip where operands differ by rounding, and is judged by the local error
                discrete && before > 0 ? 1 : bound + before);
    }

    private double bound(Node node) {
        return node.inputs().stream()
                .mapToDouble(input -> bounds.getOrDefault(input, 0.0))
                .max()
                .orElse(0);
    }

    private static List<HostTensor> operands(Node node, Map<Value, HostTensor> values) {
        return node.inputs().stream().map(values::get).toList();
    }
}
