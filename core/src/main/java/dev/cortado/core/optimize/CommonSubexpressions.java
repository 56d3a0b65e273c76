package dev.cortado.core.optimize;

import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Computes equal operations on equal operands once. Operations are records, so equal attributes mean equal results. */
public final class CommonSubexpressions implements GraphPass {

    private record Key(Op op, List<Value> inputs) {}

    @Override
    public Graph apply(Graph graph) {
        Map<Key, Node> first = new HashMap<>();
        Substitution substitution = new Substitution();
        List<Node> kept = new ArrayList<>();
        for (Node original : graph.nodes()) {
            Node node = substitution.apply(original);
            Node same = first.putIfAbsent(new Key(node.op(), node.inputs()), node);
            if (same == null) {
                kept.add(node);
            } else {
                for (int i = 0; i < node.outputs().size(); i++) {
                    substitution.put(node.outputs().get(i), same.outputs().get(i));
                }
            }
        }
        return substitution.finish(graph, kept);
    }
}
