package dev.cortado.core.optimize;

import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reshape;
import dev.cortado.api.op.ScalarBinary;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Removes operations that return their operand to the bit: times 1, divided by 1, reshape to the same shape, and a product
 * with a constant 1.
 *
 * <p>Adding 0 stays, because it turns -0 into 0.
 */
public final class Identities implements GraphPass {

    @Override
    public Graph apply(Graph graph) {
        Map<Value, Node> producers = new HashMap<>();
        Substitution substitution = new Substitution();
        List<Node> kept = new ArrayList<>();
        for (Node original : graph.nodes()) {
            Node node = substitution.apply(original);
            Value same = same(node, producers);
            if (same == null) {
                kept.add(node);
                node.outputs().forEach(output -> producers.put(output, node));
            } else {
                substitution.put(node.outputs().get(0), same);
            }
        }
        return substitution.finish(graph, kept);
    }

    /** Returns the operand that equals the node's result; null if there is none. */
    private static Value same(Node node, Map<Value, Node> producers) {
        Op op = node.op();
        if (op instanceof ScalarBinary binary && binary.number() == 1) {
            boolean product = binary.kind() == Binary.Kind.MULTIPLY;
            boolean quotient = binary.kind() == Binary.Kind.DIVIDE && !binary.numberFirst();
            return product || quotient ? node.inputs().get(0) : null;
        }
        if (op instanceof Reshape reshape
                && reshape.shape().equals(node.inputs().get(0).spec().shape())) {
            return node.inputs().get(0);
        }
        if (op instanceof Binary binary && binary.kind() == Binary.Kind.MULTIPLY) {
            if (isOne(node.inputs().get(1), producers)) {
                return node.inputs().get(0);
            }
            return isOne(node.inputs().get(0), producers) ? node.inputs().get(1) : null;
        }
        return null;
    }

    private static boolean isOne(Value value, Map<Value, Node> producers) {
        Node producer = producers.get(value);
        while (producer != null && producer.op() instanceof Broadcast) {
            producer = producers.get(producer.inputs().get(0));
        }
        return producer != null
                && producer.op() instanceof Constant constant
                && constant.value().spec().elements() == 1
                && constant.value().get(0) == 1;
    }
}
