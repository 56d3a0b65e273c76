package dev.cortado.core.optimize;

import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes nodes on which nothing that leaves the graph depends. */
public final class DeadCode implements GraphPass {

    @Override
    public Graph apply(Graph graph) {
        Set<Value> live = new HashSet<>();
        graph.outputs().forEach(output -> live.add(output.value()));
        graph.updates().forEach(update -> live.add(update.value()));
        graph.guard().ifPresent(live::add);
        List<Node> kept = new ArrayList<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.outputs().stream().anyMatch(live::contains)) {
                live.addAll(node.inputs());
                kept.add(node);
            }
        }
        Collections.reverse(kept);
        return graph.withNodes(kept);
    }
}
