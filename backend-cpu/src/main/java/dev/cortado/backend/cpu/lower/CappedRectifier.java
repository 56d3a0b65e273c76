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
 * @param compare the node that compares
 * @param relu the node that rectifies
 * @param select the node that selects
 */
record CappedRectifier(Node compare, Node relu, Node select) {

    private static final double CEILING = 6;

    /** Finds the one that alone reads a value, and of which nobody else reads anything but the result. */
    static Optional<CappedRectifier> behind(GraphRewriter rewriter, Value x) {
        return find(rewriter, x)
                .filter(found -> rewriter.onlyReadBy(found.condition(), found.select)
                        && rewriter.onlyReadBy(found.rectified(), found.select));
    }

    /** Finds the one that alone reads a value. */
    static Optional<CappedRectifier> find(GraphRewriter rewriter, Value x) {
        List<Node> readers = rewriter.consumers(x);
        if (readers.size() != 2 || rewriter.leaves(x)) {
            return Optional.empty();
        }
        Node relu = readers.get(readers.get(0).op() instanceof Relu ? 0 : 1);
        Node compare = readers.get(readers.get(0).op() instanceof Relu ? 1 : 0);
        if (!(relu.op() instanceof Relu) || !isAtLeastSix(compare)) {
            return Optional.empty();
        }
        Value condition = compare.outputs().get(0);
        Value rectified = relu.outputs().get(0);
        return rewriter.consumers(rectified).stream()
                .filter(select -> select.op() instanceof Select
                        && select.inputs().get(0).equals(condition)
                        && isNumber(rewriter, select.inputs().get(1), CEILING)
                        && select.inputs().get(2).equals(rectified))
                .findFirst()
                .map(select -> new CappedRectifier(compare, relu, select));
    }

    /** Returns where the ceiling is reached. */
    Value condition() {
        return compare.outputs().get(0);
    }

    /** Returns what is not capped yet. */
    Value rectified() {
        return relu.outputs().get(0);
    }

    /** Returns what the selection gives. */
    Value result() {
        return select.outputs().get(0);
    }

    /** Returns the nodes, with that of the number 6 unless others read it. */
    List<Node> nodes(GraphRewriter rewriter) {
        List<Node> nodes = new ArrayList<>(List.of(compare, relu, select));
        Value six = select.inputs().get(1);
        if (rewriter.onlyReadBy(six, select)) {
            nodes.add(rewriter.producer(six));
        }
        return nodes;
    }

    private static boolean isAtLeastSix(Node node) {
        return node.op() instanceof ScalarBinary scalar
                && scalar.kind() == Binary.Kind.GREATER_EQUAL
                && !scalar.numberFirst()
                && scalar.number() == CEILING;
    }

    /** Tells whether all elements of a value are one number, which is known. */
    static boolean isNumber(GraphRewriter rewriter, Value value, double number) {
        Node node = rewriter.producer(value);
        while (node != null && node.op() instanceof Broadcast) {
            node = rewriter.producer(node.inputs().get(0));
        }
        return node != null
                && node.op() instanceof Constant constant
                && constant.value().spec().elements() == 1
                && constant.value().get(0) == number;
    }
}
