package dev.cortado.backend.opencl.lower;

import dev.cortado.api.Shape;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.backend.opencl.kernel.elementwise.ElementwiseKernels;
import java.util.LinkedHashSet;
import java.util.Set;

/** Finds which nodes can be computed together with a given one. */
final class FusionGroup {

    /** Longer chains gain nothing, and their kernels take long to compile. */
    private static final int LARGEST = 40;

    private final GraphRewriter rewriter;
    private final Shape shape;
    private final boolean update;
    private final Set<Node> members = new LinkedHashSet<>();

    private FusionGroup(Node seed, GraphRewriter rewriter) {
        this.rewriter = rewriter;
        this.shape = shape(seed);
        this.update = isUpdate(seed);
        members.add(seed);
    }

    /** Returns the largest group found around a node. */
    static Set<Node> around(Node seed, GraphRewriter rewriter) {
        FusionGroup group = new FusionGroup(seed, rewriter);
        boolean grown = true;
        while (grown && group.members.size() < LARGEST) {
            grown = group.grow();
        }
        return group.members;
    }

    /** Tells whether a node computes element by element. */
    static boolean isFusible(Node node) {
        return ElementwiseKernels.isElementwise(node.op())
                && node.outputs().get(0).spec().elements() > 0;
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
            if (members.size() < LARGEST && members.add(neighbour)) {
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
                && isFusible(node)
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
