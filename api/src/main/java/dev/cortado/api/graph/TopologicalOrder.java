package dev.cortado.api.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts nodes so that producers come before consumers, keeping the given order wherever it can. */
final class TopologicalOrder {

    private final Collection<Node> nodes;
    private final Map<Value, Node> producers = new HashMap<>();
    private final Set<Value> given = new HashSet<>();
    private final Set<Node> done = new HashSet<>();
    private final Set<Node> active = new HashSet<>();
    private final List<Node> sorted = new ArrayList<>();

    TopologicalOrder(Graph source, Collection<Node> nodes) {
        this.nodes = nodes;
        source.inputs().forEach(input -> given.add(input.value()));
        source.variables().forEach(read -> given.add(read.value()));
        for (Node node : nodes) {
            node.outputs().forEach(value -> producers.put(value, node));
        }
    }

    List<Node> sorted() {
        for (Node node : nodes) {
            visit(node);
        }
        return sorted;
    }

    /** Depth first with an explicit stack, since networks can be deeper than the thread's stack. */
    private void visit(Node root) {
        Deque<Node> path = new ArrayDeque<>();
        Deque<Iterator<Value>> pending = new ArrayDeque<>();
        enter(root, path, pending);
        while (!path.isEmpty()) {
            if (pending.peek().hasNext()) {
                Value input = pending.peek().next();
                Node producer = producers.get(input);
                if (producer != null) {
                    enter(producer, path, pending);
                } else if (!given.contains(input)) {
                    throw new IllegalStateException(
                            path.peek().op().name() + " reads " + input + ", which nothing produces");
                }
            } else {
                pending.pop();
                Node node = path.pop();
                active.remove(node);
                done.add(node);
                sorted.add(node);
            }
        }
    }

    private void enter(Node node, Deque<Node> path, Deque<Iterator<Value>> pending) {
        if (done.contains(node)) {
            return;
        }
        if (!active.add(node)) {
            throw new IllegalStateException(node.op().name() + " depends on its own results");
        }
        path.push(node);
        pending.push(node.inputs().iterator());
    }
}
