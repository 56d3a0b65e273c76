package dev.cortado.core.lower;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorScope;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rebuilds the nodes of a graph one after another, putting the parts of decomposed operations in their place. */
final class DecompositionScope implements TensorScope {

    private record Symbol(TensorScope scope, Value symbol) implements Tensor {

        @Override
        public TensorSpec spec() {
            return symbol.spec();
        }

        @Override
        public HostTensor value() {
            throw new IllegalStateException("a decomposition cannot look at numbers");
        }
    }

    private final Graph graph;
    private final List<Node> nodes = new ArrayList<>();
    private final Map<Value, Value> instead = new HashMap<>();
    private Origin origin;
    private int nextId;

    DecompositionScope(Graph graph) {
        this.graph = graph;
        graph.inputs().forEach(input -> seen(input.value()));
        graph.variables().forEach(read -> seen(read.value()));
        graph.nodes().forEach(node -> node.outputs().forEach(this::seen));
    }

    private void seen(Value value) {
        nextId = Math.max(nextId, value.id() + 1);
    }

    private Value now(Value value) {
        return instead.getOrDefault(value, value);
    }

    /** Keeps a node, reading from what replaced its operands. */
    Node keep(Node node) {
        boolean same = node.inputs().stream().noneMatch(instead::containsKey);
        Node kept = same
                ? node
                : new Node(node.op(), node.inputs().stream().map(this::now).toList(), node.outputs(), node.origin());
        nodes.add(kept);
        return kept;
    }

    /** Puts an operation's parts in its place and returns them. */
    List<Node> expand(Node node, Decomposable op) {
        int from = nodes.size();
        origin = node.origin();
        List<Tensor> inputs = new ArrayList<>();
        node.inputs().forEach(input -> inputs.add(new Symbol(this, now(input))));
        List<Tensor> results = op.decompose(inputs);
        if (results.size() != node.outputs().size()) {
            throw wrong(
                    node,
                    "gives " + results.size() + " results instead of "
                            + node.outputs().size());
        }
        for (int i = 0; i < node.outputs().size(); i++) {
            Value expected = node.outputs().get(i);
            Value result = ((Symbol) results.get(i)).symbol();
            if (!result.spec().equals(expected.spec())) {
                throw wrong(
                        node,
                        "gives " + result.spec() + " for result " + i + ", whose shape rule says " + expected.spec());
            }
            instead.put(expected, result);
        }
        return List.copyOf(nodes.subList(from, nodes.size()));
    }

    private static CortadoException wrong(Node node, String what) {
        return new CortadoException(
                CortadoException.Category.PLUGIN,
                "wrong-decomposition",
                node.origin().toString(),
                "the decomposition of " + node.op().name() + " " + what,
                "let it give exactly what infer says",
                null);
    }

    @Override
    public List<Tensor> apply(Op op, List<Tensor> inputs) {
        List<Value> operands =
                inputs.stream().map(input -> ((Symbol) input).symbol()).toList();
        List<Tensor> results = new ArrayList<>();
        List<Value> outputs = new ArrayList<>();
        for (TensorSpec spec : infer(op, operands)) {
            Value value = new Value(nextId++, spec);
            outputs.add(value);
            results.add(new Symbol(this, value));
        }
        nodes.add(new Node(op, operands, outputs, origin));
        return results;
    }

    private List<TensorSpec> infer(Op op, List<Value> operands) {
        try {
            return op.infer(operands.stream().map(Value::spec).toList());
        } catch (ShapeException e) {
            throw e.at(origin + ", decomposed");
        }
    }

    Graph finish() {
        return new Graph(
                graph.inputs(),
                graph.variables(),
                nodes,
                graph.outputs().stream()
                        .map(output -> new Graph.Output(output.name(), now(output.value())))
                        .toList(),
                graph.updates().stream()
                        .map(update -> new Graph.Update(update.variable(), now(update.value())))
                        .toList(),
                graph.guard().map(this::now));
    }
}
