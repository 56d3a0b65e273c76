package dev.cortado.api.graph;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites a graph: the tool with which a backend lowers it to operations of its own.
 *
 * <p>A replacement keeps the values that others read, so nothing else changes. {@link #build} sorts the nodes so that every
 * producer comes first. Not thread-safe.
 */
@Stability.Experimental
public final class GraphRewriter {

    private final Graph source;
    private final Set<Node> nodes;
    private final Map<Value, Node> producers = new HashMap<>();
    private final Map<Value, Set<Node>> consumers = new HashMap<>();
    private final Set<Value> leaving = new HashSet<>();
    private int nextId;

    /** Starts from a graph, which itself stays as it is. */
    public GraphRewriter(Graph source) {
        this.source = source;
        this.nodes = new LinkedHashSet<>();
        source.inputs().forEach(input -> seen(input.value()));
        source.variables().forEach(read -> seen(read.value()));
        source.nodes().forEach(this::add);
        source.outputs().forEach(output -> leaving.add(output.value()));
        source.updates().forEach(update -> leaving.add(update.value()));
        source.guard().ifPresent(leaving::add);
    }

    /** Returns the present nodes, in a new list. */
    public List<Node> nodes() {
        return new ArrayList<>(nodes);
    }

    /** Tells whether a node has not been replaced yet. */
    public boolean contains(Node node) {
        return nodes.contains(node);
    }

    /** Returns the node that produces a value; null for inputs and variables. */
    public Node producer(Value value) {
        return producers.get(value);
    }

    /** Returns the nodes that read a value. */
    public List<Node> consumers(Value value) {
        return new ArrayList<>(consumers.getOrDefault(value, Set.of()));
    }

    /** Tells whether a value is a result, an update or the guard, and so must be kept. */
    public boolean leaves(Value value) {
        return leaving.contains(value);
    }

    /** Tells whether the node {@code reader} alone reads a value, and it does not leave the graph. */
    public boolean onlyReadBy(Value value, Node reader) {
        Set<Node> readers = consumers.getOrDefault(value, Set.of());
        return readers.size() == 1 && readers.contains(reader) && !leaves(value);
    }

    /** Returns a new value that no node produces yet. */
    public Value newValue(TensorSpec spec) {
        return new Value(nextId++, spec);
    }

    /** Adds a node and returns it; its results are new values. */
    public Node insert(Op op, List<Value> inputs, Origin origin) {
        List<Value> outputs = op.infer(inputs.stream().map(Value::spec).toList()).stream()
                .map(this::newValue)
                .toList();
        return insert(op, inputs, outputs, origin);
    }

    /** Adds a node whose results are given values that no other node produces, and returns it. */
    public Node insert(Op op, List<Value> inputs, List<Value> outputs, Origin origin) {
        Node node = new Node(op, inputs, outputs, origin);
        add(node);
        return node;
    }

    /**
     * Replaces nodes by one node.
     *
     * @param replaced the nodes that go
     * @param op what the new node computes
     * @param inputs its operands
     * @param outputs its results, values that the replaced nodes produced or new ones
     * @return the new node, whose origin is that of all replaced ones together
     */
    public Node replace(Collection<Node> replaced, Op op, List<Value> inputs, List<Value> outputs) {
        Origin origin =
                replaced.stream().map(Node::origin).reduce(Origin::merge).orElseThrow();
        Node node = new Node(op, inputs, outputs, origin);
        replaced.forEach(this::remove);
        add(node);
        return node;
    }

    /** Lets every reader of {@code before} inside the graph read {@code after} instead; leaving values are not changed. */
    public void redirect(Value before, Value after) {
        for (Node reader : consumers(before)) {
            List<Value> inputs = reader.inputs().stream()
                    .map(value -> value.equals(before) ? after : value)
                    .toList();
            remove(reader);
            add(new Node(reader.op(), inputs, reader.outputs(), reader.origin()));
        }
    }

    /** Removes a node, whose results nobody may read any more. */
    public void remove(Node node) {
        nodes.remove(node);
        node.inputs()
                .forEach(value -> consumers.getOrDefault(value, new HashSet<>()).remove(node));
        node.outputs().forEach(value -> producers.remove(value, node));
    }

    /** Tells whether fusing the given nodes into one would make it depend on its own results. */
    public boolean wouldCycle(Set<Node> fused) {
        Set<Node> visited = new HashSet<>();
        List<Node> open = new ArrayList<>();
        for (Node node : fused) {
            for (Value input : node.inputs()) {
                Node producer = producers.get(input);
                if (producer != null && !fused.contains(producer) && visited.add(producer)) {
                    open.add(producer);
                }
            }
        }
        while (!open.isEmpty()) {
            for (Value input : open.remove(open.size() - 1).inputs()) {
                Node producer = producers.get(input);
                if (producer != null && fused.contains(producer)) {
                    return true;
                }
                if (producer != null && visited.add(producer)) {
                    open.add(producer);
                }
            }
        }
        return false;
    }

    /**
     * Returns the rewritten graph.
     *
     * @throws IllegalStateException if a node depends on its own results, or reads a value that nobody produces
     */
    public Graph build() {
        return source.withNodes(new TopologicalOrder(source, nodes).sorted());
    }

    private void add(Node node) {
        nodes.add(node);
        for (Value input : node.inputs()) {
            consumers.computeIfAbsent(input, key -> new LinkedHashSet<>()).add(node);
        }
        for (Value output : node.outputs()) {
            seen(output);
            producers.put(output, node);
        }
    }

    private void seen(Value value) {
        nextId = Math.max(nextId, value.id() + 1);
    }
}
