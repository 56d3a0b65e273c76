package dev.cortado.core.optimize;

import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Values that are to be read instead of others, applied while a pass walks forward through a graph. */
final class Substitution {

    private final Map<Value, Value> instead = new HashMap<>();

    void put(Value before, Value after) {
        instead.put(before, get(after));
    }

    Value get(Value value) {
        return instead.getOrDefault(value, value);
    }

    Node apply(Node node) {
        return node.inputs().stream().noneMatch(instead::containsKey)
                ? node
                : new Node(node.op(), node.inputs().stream().map(this::get).toList(), node.outputs(), node.origin());
    }

    /** Returns the graph with other nodes and with everything that leaves it substituted. */
    Graph finish(Graph graph, List<Node> nodes) {
        return new Graph(
                graph.inputs(),
                graph.variables(),
                nodes,
                graph.outputs().stream()
                        .map(output -> new Graph.Output(output.name(), get(output.value())))
                        .toList(),
                graph.updates().stream()
                        .map(update -> new Graph.Update(update.variable(), get(update.value())))
                        .toList(),
                graph.guard().map(this::get));
    }
}
