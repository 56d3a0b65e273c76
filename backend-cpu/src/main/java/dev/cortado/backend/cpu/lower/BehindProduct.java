package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Relu;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What follows a product and can be done while its results are in the cache.
 *
 * @param nodes the product and what is fused with it
 * @param bias the vector that is added, if any
 * @param normalization the normalization with fixed statistics of the sum, if any
 * @param activation what is done to the result
 * @param result the value that the last node produces
 */
record BehindProduct(
        List<Node> nodes, Optional<Value> bias, Optional<Node> normalization, Activation activation, Value result) {

    /**
     * Looks behind a product, as long as nobody else reads what comes in between.
     *
     * @param axis the axis that the vector lies along
     * @param normalized whether a normalization is fused too
     */
    static BehindProduct of(GraphRewriter rewriter, Node product, int axis, boolean normalized) {
        List<Node> nodes = new ArrayList<>(List.of(product));
        Value result = product.outputs().get(0);
        Optional<Value> bias = Optional.empty();
        Node add = onlyReader(rewriter, result);
        if (add != null && add.op() instanceof Binary binary && binary.kind() == Binary.Kind.ADD) {
            Value other = add.inputs().get(add.inputs().get(0).equals(result) ? 1 : 0);
            Node broadcast = rewriter.producer(other);
            if (broadcast != null && isAlong(broadcast, axis)) {
                bias = Optional.of(broadcast.inputs().get(0));
                nodes.add(add);
                if (rewriter.onlyReadBy(other, add)) {
                    nodes.add(broadcast);
                }
                result = add.outputs().get(0);
            }
        }
        Optional<Node> normalization = Optional.empty();
        Node next = onlyReader(rewriter, result);
        if (normalized
                && next != null
                && next.op() instanceof BatchNormInference
                && next.inputs().lastIndexOf(result) == 0) {
            normalization = Optional.of(next);
            nodes.add(next);
            result = next.outputs().get(0);
        }
        Activation activation = Activation.NONE;
        Node relu = onlyReader(rewriter, result);
        Optional<CappedRectifier> capped = CappedRectifier.behind(rewriter, result);
        if (relu != null && relu.op() instanceof Relu) {
            nodes.add(relu);
            activation = Activation.RELU;
            result = relu.outputs().get(0);
        } else if (capped.isPresent()) {
            nodes.addAll(capped.get().nodes(rewriter));
            activation = Activation.RELU6;
            result = capped.get().result();
        }
        return new BehindProduct(nodes, bias, normalization, activation, result);
    }

    private static Node onlyReader(GraphRewriter rewriter, Value value) {
        List<Node> readers = rewriter.consumers(value);
        return readers.size() == 1 && rewriter.onlyReadBy(value, readers.get(0)) ? readers.get(0) : null;
    }

    private static boolean isAlong(Node node, int axis) {
        return node.op() instanceof Broadcast broadcast
                && broadcast.axes().equals(List.of(axis))
                && node.inputs().get(0).spec().shape().size(0)
                        == broadcast.target().size(axis);
    }

    boolean isEmpty() {
        return nodes.size() == 1;
    }

    /** Returns the operands of the fused operation. */
    List<Value> inputs() {
        List<Value> inputs = new ArrayList<>(nodes.get(0).inputs());
        bias.ifPresent(inputs::add);
        normalization.ifPresent(
                node -> inputs.addAll(node.inputs().subList(1, node.inputs().size())));
        return inputs;
    }
}
