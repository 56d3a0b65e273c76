package dev.cortado.core.plan;

import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Reshape;
import dev.cortado.core.lower.Lowering;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of the nodes, and from when to when each value is needed.
 *
 * <p>With a guard, everything that results and guard depend on runs first, and what only updates depend on after it.
 * Reshapes are views: a value and its views share one root.
 */
final class Lifetimes {

    private final Graph graph;
    private final List<Node> schedule = new ArrayList<>();
    private final Map<Value, Value> roots = new HashMap<>();
    private final Map<Value, Integer> lastUse = new HashMap<>();
    private final int guarded;

    Lifetimes(Graph graph) {
        this.graph = graph;
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Reshape) {
                roots.put(node.outputs().get(0), root(node.inputs().get(0)));
            }
        }
        Set<Node> early = graph.guard().isPresent() ? neededForResults() : new HashSet<>(graph.nodes());
        List<Node> late = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (!Lowering.isFree(node)) {
                (early.contains(node) ? schedule : late).add(node);
            }
        }
        guarded = schedule.size();
        List<Node> first = List.copyOf(schedule);
        schedule.addAll(late);
        EarlyRelease release = new EarlyRelease(graph, schedule, this::root);
        schedule.clear();
        schedule.addAll(release.order(first));
        schedule.addAll(release.order(late));
        for (int position = 0; position < schedule.size(); position++) {
            for (Value input : schedule.get(position).inputs()) {
                lastUse.merge(root(input), position, Math::max);
            }
        }
        graph.outputs().forEach(output -> lastUse.put(root(output.value()), end()));
        graph.updates().forEach(update -> lastUse.put(root(update.value()), end()));
        graph.guard().ifPresent(guard -> lastUse.merge(root(guard), guarded, Math::max));
    }

    private Set<Node> neededForResults() {
        Set<Value> needed = new HashSet<>();
        graph.outputs().forEach(output -> needed.add(output.value()));
        graph.guard().ifPresent(needed::add);
        Set<Node> nodes = new HashSet<>();
        for (int i = graph.nodes().size() - 1; i >= 0; i--) {
            Node node = graph.nodes().get(i);
            if (node.outputs().stream().anyMatch(needed::contains)) {
                needed.addAll(node.inputs());
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** Returns the nodes in order; constants and reshapes are left out. */
    List<Node> schedule() {
        return schedule;
    }

    /** Returns the index of the first node after the guard. */
    int guarded() {
        return guarded;
    }

    /** Returns the position after all nodes, when results are read and copies are made. */
    int end() {
        return schedule.size();
    }

    /** Returns the value of which this one is a view; itself if it is none. */
    Value root(Value value) {
        return roots.getOrDefault(value, value);
    }

    /** Returns the last position at which a root is needed; -1 if never. */
    int lastUse(Value root) {
        return lastUse.getOrDefault(root, -1);
    }

    /** Returns how many operands of a node have this root. */
    int readsBy(Node node, Value root) {
        return (int)
                node.inputs().stream().filter(input -> root(input).equals(root)).count();
    }
}
