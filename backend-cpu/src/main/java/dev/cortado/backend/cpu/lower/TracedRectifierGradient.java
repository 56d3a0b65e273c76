package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The gradient of a rectifier, as it is traced.
 *
 * @param nodes its nodes
 * @param dy the gradient of the rectified value
 * @param dx the gradient of the value that is rectified
 */
record TracedRectifierGradient(List<Node> nodes, Value dy, Value dx) {

    private static final RectifierGradient GRADIENT = new RectifierGradient(0);

    /** Finds the gradients of a rectifier without a ceiling. */
    static List<TracedRectifierGradient> of(GraphRewriter rewriter, Value rectified) {
        return rewriter.consumers(rectified).stream()
                .filter(node -> isGradient(node, rectified))
                .map(node -> new TracedRectifierGradient(
                        List.of(node), node.inputs().get(1), node.outputs().get(0)))
                .toList();
    }

    /** Finds the gradients of one that stops at 6; empty if anybody else reads what they read of it. */
    static Optional<List<TracedRectifierGradient>> of(GraphRewriter rewriter, CappedRectifier capped) {
        List<TracedRectifierGradient> gradients = new ArrayList<>();
        for (Node reader : rewriter.consumers(capped.rectified())) {
            if (reader != capped.select()) {
                Optional<TracedRectifierGradient> gradient = of(rewriter, capped, reader);
                if (gradient.isEmpty()) {
                    return Optional.empty();
                }
                gradients.add(gradient.get());
            }
        }
        Set<Node> passing = Set.copyOf(
                gradients.stream().map(gradient -> gradient.nodes.get(1)).toList());
        boolean known = rewriter.consumers(capped.condition()).stream()
                .allMatch(reader -> reader == capped.select() || passing.contains(reader));
        boolean inside = !rewriter.leaves(capped.condition()) && !rewriter.leaves(capped.rectified());
        return known && inside ? Optional.of(gradients) : Optional.empty();
    }

    private static Optional<TracedRectifierGradient> of(GraphRewriter rewriter, CappedRectifier capped, Node reader) {
        Node select = isGradient(reader, capped.rectified())
                ? rewriter.producer(reader.inputs().get(1))
                : null;
        if (select == null
                || !(select.op() instanceof Select)
                || !select.inputs().get(0).equals(capped.condition())
                || !CappedRectifier.isNumber(rewriter, select.inputs().get(1), 0)
                || !rewriter.onlyReadBy(select.outputs().get(0), reader)) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>(List.of(reader, select));
        Value zeros = select.inputs().get(1);
        if (rewriter.onlyReadBy(zeros, select)) {
            nodes.add(rewriter.producer(zeros));
        }
        return Optional.of(new TracedRectifierGradient(
                nodes, select.inputs().get(2), reader.outputs().get(0)));
    }

    private static boolean isGradient(Node node, Value rectified) {
        return node.op().equals(GRADIENT)
                && node.inputs().get(0).equals(rectified)
                && !node.inputs().get(1).equals(rectified);
    }
}
