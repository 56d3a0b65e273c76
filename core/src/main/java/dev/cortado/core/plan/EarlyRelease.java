package dev.cortado.core.plan;

import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Brings nodes forward that free more memory than they take, such as the gradient of weights, which is small and the last to
 * need an activation and its gradient.
 *
 * <p>What a node computes does not depend on when it runs, so results stay as they are. Otherwise the order is kept.
 */
final class EarlyRelease {

    private final UnaryOperator<Value> root;
    private final Map<Value, List<Node>> readers = new HashMap<>();
    private final Map<Value, Integer> readsLeft = new HashMap<>();
    private final Set<Value> missing = new HashSet<>();
    private final Set<Value> made = new HashSet<>();
    private final Set<Value> needed = new HashSet<>();
    private final Map<Node, Integer> position = new HashMap<>();
    private final Set<Node> done = new HashSet<>();
    private final List<Node> order = new ArrayList<>();

    /**
     * Creates an order of a graph's nodes.
     *
     * @param nodes the nodes that need a kernel, in an order in which they can run
     * @param root gives the value of which another is a view
     */
    EarlyRelease(Graph graph, List<Node> nodes, UnaryOperator<Value> root) {
        this.root = root;
        graph.outputs().forEach(output -> needed.add(root.apply(output.value())));
        graph.updates().forEach(update -> needed.add(root.apply(update.value())));
        graph.guard().ifPresent(guard -> needed.add(root.apply(guard)));
        for (Node node : nodes) {
            position.put(node, position.size());
            missing.addAll(node.outputs());
            made.addAll(node.outputs());
            for (Value read : reads(node)) {
                readers.computeIfAbsent(read, key -> new ArrayList<>()).add(node);
                readsLeft.merge(read, 1, Integer::sum);
            }
        }
    }

    private Set<Value> reads(Node node) {
        Set<Value> reads = new HashSet<>();
        node.inputs().forEach(input -> reads.add(root.apply(input)));
        return reads;
    }

    /** Returns the next part of the nodes in their new order; earlier parts run before it. */
    List<Node> order(List<Node> part) {
        order.clear();
        Set<Node> allowed = new HashSet<>(part);
        Deque<Node> next = new ArrayDeque<>();
        for (Node node : part) {
            next.add(node);
            while (!next.isEmpty()) {
                Node ready = next.remove();
                if (done.add(ready)) {
                    run(ready);
                    candidates(ready, allowed).forEach(next::add);
                }
            }
        }
        return List.copyOf(order);
    }

    private void run(Node node) {
        order.add(node);
        missing.removeAll(node.outputs());
        reads(node).forEach(read -> readsLeft.merge(read, -1, Integer::sum));
    }

    /** Returns the nodes that read what this one read or made, can run now, and free memory by it. */
    private List<Node> candidates(Node node, Set<Node> allowed) {
        List<Node> found = new ArrayList<>();
        Set<Value> touched = reads(node);
        touched.addAll(node.outputs());
        for (Value value : touched) {
            for (Node reader : readers.getOrDefault(value, List.of())) {
                if (allowed.contains(reader) && !done.contains(reader) && !found.contains(reader) && frees(reader)) {
                    found.add(reader);
                }
            }
        }
        found.sort(Comparator.comparing(position::get));
        return found;
    }

    private boolean frees(Node node) {
        long bytes = 0;
        for (Value output : node.outputs()) {
            bytes += output.spec().bytes();
        }
        for (Value read : reads(node)) {
            if (missing.contains(read)) {
                return false;
            }
            if (made.contains(read) && !needed.contains(read) && readsLeft.get(read) == 1) {
                bytes -= read.spec().bytes();
            }
        }
        return bytes < 0;
    }
}
