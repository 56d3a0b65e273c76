package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
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
 * @param activation what is done to the sum
 * @param result the value that the last node produces
 */
record BiasAndActivation(List<Node> nodes, Optional<Value> bias, Activation activation, Value result) {

    /**
     * Looks behind a product, as long as nobody else reads what comes in between.
     *
     * @param axis the axis that the vector lies along
     */
    static BiasAndActivation behind(GraphRewriter rewriter, Node product, int axis) {
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
        Activation activation = Activation.NONE;
        Node relu = onlyReader(rewriter, result);
        if (relu != null && relu.op() instanceof Relu) {
            nodes.add(relu);
            activation = Activation.RELU;
            result = relu.outputs().get(0);
        }
        return new BiasAndActivation(nodes, bias, activation, result);
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
        return inputs;
    }
}
