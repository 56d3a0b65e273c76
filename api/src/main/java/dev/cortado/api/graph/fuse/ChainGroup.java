package dev.cortado.api.graph.fuse;

import dev.cortado.api.Shape;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds which nodes can be computed together with a given one. */
final class ChainGroup {

    private final GraphRewriter rewriter;
    private final ChainRules rules;
    private final Shape shape;
    private final boolean update;
    private final Set<Node> members = new LinkedHashSet<>();

    private ChainGroup(Node seed, GraphRewriter rewriter, ChainRules rules) {
        this.rewriter = rewriter;
        this.rules = rules;
        this.shape = shape(seed);
        this.update = isUpdate(seed);
        members.add(seed);
    }

    /** Returns the largest group found around a node. */
    static Set<Node> around(Node seed, GraphRewriter rewriter, ChainRules rules) {
        ChainGroup group = new ChainGroup(seed, rewriter, rules);
        boolean grown = true;
        while (grown && group.members.size() < rules.longest()) {
            grown = group.grow();
        }
        return group.members;
    }

    /** Tells whether a node may be a step of a chain. */
    static boolean isFusible(Node node, ChainRules rules) {
        return node.outputs().size() == 1
                && node.outputs().get(0).spec().elements() > 0
                && node.inputs().stream().allMatch(input -> input.spec().shape().equals(shape(node)))
                && ElementwiseChain.isElementwise(node.op())
                && rules.joins(node);
    }

    private boolean grow() {
        Set<Node> neighbours = new LinkedHashSet<>();
        for (Node member : members) {
            for (Value input : member.inputs()) {
                addIfFitting(rewriter.producer(input), neighbours);
            }
            for (Value output : member.outputs()) {
                rewriter.consumers(output).forEach(consumer -> addIfFitting(consumer, neighbours));
            }
        }
        boolean grown = false;
        for (Node neighbour : neighbours) {
            if (members.size() < rules.longest() && members.add(neighbour)) {
                if (rewriter.wouldCycle(members)) {
                    members.remove(neighbour);
                } else {
                    grown = true;
                }
            }
        }
        return grown;
    }

    /** Updates stay apart from the rest, since they wait until loss and gradients are known to be finite. */
    private void addIfFitting(Node node, Set<Node> neighbours) {
        boolean fits = node != null
                && !members.contains(node)
                && isFusible(node, rules)
                && shape(node).equals(shape)
                && isUpdate(node) == update;
        if (fits) {
            neighbours.add(node);
        }
    }

    private static Shape shape(Node node) {
        return node.outputs().get(0).spec().shape();
    }

    private static boolean isUpdate(Node node) {
        return node.origin().stage() == Origin.Stage.UPDATE;
    }
}
