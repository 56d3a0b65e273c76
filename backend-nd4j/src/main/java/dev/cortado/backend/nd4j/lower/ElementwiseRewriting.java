package dev.cortado.backend.nd4j.lower;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Unary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Joins connected elementwise operations of one shape, and the repetitions of single numbers that they read, into chains. */
public final class ElementwiseRewriting {

    /** Longer chains gain nothing, and their chunks fill the cache. */
    private static final int LARGEST = 32;

    private final GraphRewriter rewriter;

    private ElementwiseRewriting(GraphRewriter rewriter) {
        this.rewriter = rewriter;
    }

    /** Rewrites what it recognizes. */
    public static void apply(GraphRewriter rewriter) {
        ElementwiseRewriting rewriting = new ElementwiseRewriting(rewriter);
        for (Node seed : rewriter.nodes()) {
            if (rewriter.contains(seed) && isFusible(seed)) {
                rewriting.fuse(rewriting.groupAround(seed));
            }
        }
    }

    /** Tells whether chains know an operation; powers and transcendental functions stay with ND4J. */
    public static boolean isKnown(Op op) {
        if (op instanceof Unary unary) {
            return switch (unary.kind()) {
                case EXP, LOG, TANH, ERF -> false;
                default -> true;
            };
        }
        if (op instanceof Binary binary) {
            return binary.kind() != Binary.Kind.POWER;
        }
        if (op instanceof ScalarBinary scalar) {
            return scalar.kind() != Binary.Kind.POWER;
        }
        return op instanceof Select
                || op instanceof Cast
                || op instanceof Relu
                || op instanceof LeakyRelu
                || op instanceof RectifierGradient;
    }

    private static boolean isFusible(Node node) {
        return isKnown(node.op())
                && node.outputs().get(0).spec().elements() > 0
                && isKnown(node.outputs().get(0).spec())
                && node.inputs().stream().allMatch(value -> isKnown(value.spec()));
    }

    /** Tells whether chains know an element type. */
    public static boolean isKnown(TensorSpec spec) {
        return spec.dtype() == DType.FLOAT32 || spec.dtype() == DType.BOOL;
    }

    private Set<Node> groupAround(Node seed) {
        Set<Node> members = new LinkedHashSet<>(List.of(seed));
        boolean grown = true;
        while (grown) {
            grown = false;
            for (Node neighbour : neighbours(members)) {
                if (members.size() < LARGEST && fits(neighbour, seed) && members.add(neighbour)) {
                    if (rewriter.wouldCycle(members)) {
                        members.remove(neighbour);
                    } else {
                        grown = true;
                    }
                }
            }
        }
        return members;
    }

    private Set<Node> neighbours(Set<Node> members) {
        Set<Node> found = new LinkedHashSet<>();
        for (Node member : members) {
            for (Value input : member.inputs()) {
                if (rewriter.producer(input) != null) {
                    found.add(rewriter.producer(input));
                }
            }
            found.addAll(rewriter.consumers(member.outputs().get(0)));
        }
        found.removeAll(members);
        return found;
    }

    /** Updates stay apart from the rest, since they wait until loss and gradients are known to be finite. */
    private static boolean fits(Node node, Node seed) {
        return isFusible(node) && shape(node).equals(shape(seed)) && isUpdate(node) == isUpdate(seed);
    }

    private static Shape shape(Node node) {
        return node.outputs().get(0).spec().shape();
    }

    private static boolean isUpdate(Node node) {
        return node.origin().stage() == Origin.Stage.UPDATE;
    }

    private void fuse(Set<Node> group) {
        List<Node> order = new ArrayList<>();
        group.forEach(node -> sort(node, group, order));
        Set<Value> inputs = new LinkedHashSet<>();
        Map<Value, Node> repeated = new HashMap<>();
        for (Node node : order) {
            for (Value value : node.inputs()) {
                Node producer = rewriter.producer(value);
                if (producer != null && group.contains(producer)) {
                    continue;
                }
                if (producer != null && isRepeatedNumber(producer)) {
                    repeated.put(value, producer);
                    inputs.add(producer.inputs().get(0));
                } else {
                    inputs.add(value);
                }
            }
        }
        if (order.size() + repeated.size() > 1) {
            replace(order, new ArrayList<>(inputs), repeated);
        }
    }

    private void sort(Node node, Set<Node> group, List<Node> order) {
        if (order.contains(node)) {
            return;
        }
        for (Value input : node.inputs()) {
            Node producer = rewriter.producer(input);
            if (producer != null && group.contains(producer)) {
                sort(producer, group, order);
            }
        }
        order.add(node);
    }

    private static boolean isRepeatedNumber(Node node) {
        return node.op() instanceof Broadcast
                && isKnown(node.outputs().get(0).spec())
                && node.inputs().get(0).spec().elements() == 1;
    }

    private void replace(List<Node> nodes, List<Value> inputs, Map<Value, Node> repeated) {
        Map<Value, Integer> numbers = new HashMap<>();
        inputs.forEach(input -> numbers.put(input, numbers.size()));
        List<ElementwiseChain.Step> steps = new ArrayList<>();
        for (Map.Entry<Value, Node> entry : repeated.entrySet()) {
            Node broadcast = entry.getValue();
            steps.add(new ElementwiseChain.Step(
                    broadcast.op(), List.of(numbers.get(broadcast.inputs().get(0)))));
            numbers.put(entry.getKey(), inputs.size() + steps.size() - 1);
        }
        List<Integer> results = new ArrayList<>();
        List<Value> outputs = new ArrayList<>();
        for (Node node : nodes) {
            steps.add(new ElementwiseChain.Step(
                    node.op(), node.inputs().stream().map(numbers::get).toList()));
            Value output = node.outputs().get(0);
            numbers.put(output, inputs.size() + steps.size() - 1);
            if (rewriter.leaves(output) || !nodes.containsAll(rewriter.consumers(output))) {
                results.add(numbers.get(output));
                outputs.add(output);
            }
        }
        if (outputs.isEmpty()) {
            return;
        }
        rewriter.replace(nodes, new ElementwiseChain(inputs.size(), steps, results), inputs, outputs);
        repeated.forEach((value, broadcast) -> {
            if (rewriter.consumers(value).isEmpty() && !rewriter.leaves(value)) {
                rewriter.remove(broadcast);
            }
        });
    }
}
