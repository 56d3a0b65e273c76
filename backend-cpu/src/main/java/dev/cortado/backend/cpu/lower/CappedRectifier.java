package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rectified linear unit that stops at 6, which is traced as a selection: {@code x >= 6 ? 6 : max(x, 0)}.
 *
 * @param nodes its nodes
 * @param result what the selection gives
 */
record CappedRectifier(List<Node> nodes, Value result) {

    private static final double CEILING = 6;

    /** Finds the one that alone reads a value. */
    static Optional<CappedRectifier> behind(GraphRewriter rewriter, Value x) {
        List<Node> readers = rewriter.consumers(x);
        if (readers.size() != 2 || rewriter.leaves(x)) {
            return Optional.empty();
        }
        Node relu = readers.get(readers.get(0).op() instanceof Relu ? 0 : 1);
        Node compare = readers.get(readers.get(0).op() instanceof Relu ? 1 : 0);
        if (!(relu.op() instanceof Relu) || !isAtLeastSix(compare)) {
            return Optional.empty();
        }
        List<Node> selections = rewriter.consumers(relu.outputs().get(0));
        if (selections.size() != 1 || !(selections.get(0).op() instanceof Select)) {
            return Optional.empty();
        }
        Node select = selections.get(0);
        Value condition = compare.outputs().get(0);
        Value rectified = relu.outputs().get(0);
        boolean fits = select.inputs().get(0).equals(condition)
                && select.inputs().get(2).equals(rectified)
                && rewriter.onlyReadBy(condition, select)
                && rewriter.onlyReadBy(rectified, select)
                && isSix(rewriter, select.inputs().get(1));
        if (!fits) {
            return Optional.empty();
        }
        List<Node> nodes = new ArrayList<>(List.of(compare, relu, select));
        Node six = rewriter.producer(select.inputs().get(1));
        if (rewriter.onlyReadBy(select.inputs().get(1), select)) {
            nodes.add(six);
        }
        return Optional.of(new CappedRectifier(nodes, select.outputs().get(0)));
    }

    private static boolean isAtLeastSix(Node node) {
        return node.op() instanceof ScalarBinary scalar
                && scalar.kind() == Binary.Kind.GREATER_EQUAL
                && !scalar.numberFirst()
                && scalar.number() == CEILING;
    }

    private static boolean isSix(GraphRewriter rewriter, Value value) {
        Node node = rewriter.producer(value);
        while (node != null && node.op() instanceof Broadcast) {
            node = rewriter.producer(node.inputs().get(0));
        }
        return node != null
                && node.op() instanceof Constant constant
                && constant.value().spec().elements() == 1
                && constant.value().get(0) == CEILING;
    }
}
