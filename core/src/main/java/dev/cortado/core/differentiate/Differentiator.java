package dev.cortado.core.differentiate;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Origin;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Differentiable;
import dev.cortado.core.trace.GraphBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reverse-mode differentiation: extends a graph by the computation of gradients (Griewank and Walther 2008, chapter 3).
 *
 * <p>Nodes are visited in reverse order. Each gets the sum of the gradients that arrived at its results and hands on the
 * gradients of its operands. A node without a rule of its own is differentiated through its decomposition. New nodes take
 * the layer path of the node that they belong to, in stage {@link Origin.Stage#BACKWARD}.
 */
public final class Differentiator {

    private final GraphBuilder builder;

    /** Creates a differentiator that appends to a builder. */
    public Differentiator(GraphBuilder builder) {
        this.builder = builder;
    }

    /**
     * Returns the gradients of the sum of {@code result}'s elements.
     *
     * @param result what is differentiated, usually a scalar loss
     * @param wrt the tensors with respect to which it is differentiated
     * @return one gradient per entry of {@code wrt}, of its spec; zeros where the result does not depend on it
     */
    public List<Tensor> gradients(Tensor result, List<Tensor> wrt) {
        Origin before = builder.origin(Origin.of("", Origin.Stage.BACKWARD));
        Map<Value, Tensor> arrived = new HashMap<>();
        arrived.put(builder.value(result), filled(result.spec(), 1));
        List<Value> wanted = wrt.stream().map(builder::value).toList();
        back(builder.nodes(), arrived, new HashSet<>(wanted));
        List<Tensor> gradients = new ArrayList<>();
        for (Value value : wanted) {
            Tensor gradient = arrived.get(value);
            gradients.add(gradient != null ? gradient : filled(value.spec(), 0));
        }
        builder.origin(before);
        return gradients;
    }

    private Tensor filled(TensorSpec spec, double number) {
        HostTensor scalar = HostTensor.filled(spec.with(Shape.scalar()), number);
        return builder.apply(new Constant(scalar), List.of()).get(0).broadcastTo(spec.shape());
    }

    /** Hands gradients back through nodes, adding to {@code arrived}. */
    private void back(List<Node> nodes, Map<Value, Tensor> arrived, Set<Value> wanted) {
        Set<Value> depending = depending(nodes, wanted);
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            boolean reached = node.outputs().stream().anyMatch(arrived::containsKey);
            if (!reached || node.inputs().stream().noneMatch(depending::contains)) {
                continue;
            }
            builder.origin(new Origin(node.origin().paths(), Origin.Stage.BACKWARD));
            List<Tensor> gradients = rule(node, arrived, depending);
            if (gradients.size() != node.inputs().size()) {
                throw wrong(
                        node,
                        "gives " + gradients.size() + " gradients for "
                                + node.inputs().size() + " operands",
                        "return one entry per operand, null where there is none");
            }
            for (int k = 0; k < node.inputs().size(); k++) {
                Value input = node.inputs().get(k);
                Tensor gradient = gradients.get(k);
                if (gradient != null && depending.contains(input)) {
                    check(node, k, gradient);
                    arrived.merge(input, gradient, Tensor::add);
                }
            }
        }
    }

    private List<Tensor> rule(Node node, Map<Value, Tensor> arrived, Set<Value> depending) {
        if (node.op() instanceof Differentiable op) {
            return op.gradient(new NodeBackward(node, arrived, depending));
        }
        if (node.op() instanceof Decomposable op) {
            return throughDecomposition(node, op, arrived, depending);
        }
        throw new CortadoException(
                CortadoException.Category.PLUGIN,
                "no-gradient",
                node.origin().toString(),
                "operation " + node.op().name() + " has neither a gradient rule nor a decomposition",
                "implement Differentiable or Decomposable, or keep it out of the path from parameters to the loss",
                null);
    }

    private List<Tensor> throughDecomposition(
            Node node, Decomposable op, Map<Value, Tensor> arrived, Set<Value> depending) {
        int from = builder.nodes().size();
        List<Tensor> inputs = node.inputs().stream().map(builder::tensor).toList();
        List<Tensor> results = op.decompose(inputs);
        List<Node> all = builder.nodes();
        List<Node> inner = all.subList(from, all.size());
        Map<Value, Tensor> innerArrived = new HashMap<>();
        for (int i = 0; i < results.size(); i++) {
            Tensor gradient = arrived.get(node.outputs().get(i));
            if (gradient != null) {
                innerArrived.merge(builder.value(results.get(i)), gradient, Tensor::add);
            }
        }
        Set<Value> wanted = new HashSet<>(node.inputs());
        wanted.retainAll(depending);
        back(inner, innerArrived, wanted);
        List<Tensor> gradients = new ArrayList<>();
        Set<Value> given = new HashSet<>();
        for (Value input : node.inputs()) {
            // an operand that occurs twice got the gradients of both places already
            gradients.add(given.add(input) ? innerArrived.get(input) : null);
        }
        return gradients;
    }

    private static void check(Node node, int operand, Tensor gradient) {
        TensorSpec expected = node.inputs().get(operand).spec();
        if (!gradient.spec().equals(expected)) {
            throw wrong(
                    node,
                    "gives " + gradient.spec() + " for operand " + operand + ", which is " + expected,
                    "return a gradient of the operand's type and shape");
        }
    }

    private static CortadoException wrong(Node node, String what, String fix) {
        return new CortadoException(
                CortadoException.Category.PLUGIN,
                "wrong-gradient",
                node.origin().toString(),
                "the gradient rule of " + node.op().name() + " " + what,
                fix,
                null);
    }

    /** Returns the floating values that depend on the wanted ones. */
    private static Set<Value> depending(List<Node> nodes, Set<Value> wanted) {
        Set<Value> depending = new HashSet<>(wanted);
        for (Node node : nodes) {
            if (node.inputs().stream().anyMatch(depending::contains)) {
                for (Value output : node.outputs()) {
                    if (output.spec().dtype().isFloating()) {
                        depending.add(output);
                    }
                }
            }
        }
        return depending;
    }

    /** What a gradient rule sees of a node. */
    private final class NodeBackward implements dev.cortado.api.op.Backward {

        private final Node node;
        private final Map<Value, Tensor> arrived;
        private final Set<Value> depending;

        NodeBackward(Node node, Map<Value, Tensor> arrived, Set<Value> depending) {
            this.node = node;
            this.arrived = arrived;
            this.depending = depending;
        }

        @Override
        public int inputCount() {
            return node.inputs().size();
        }

        @Override
        public Tensor input(int index) {
            return builder.tensor(node.inputs().get(index));
        }

        @Override
        public Tensor output(int index) {
            return builder.tensor(node.outputs().get(index));
        }

        @Override
        public Tensor outputGradient(int index) {
            Tensor gradient = arrived.get(node.outputs().get(index));
            return gradient != null
                    ? gradient
                    : filled(node.outputs().get(index).spec(), 0);
        }

        @Override
        public boolean hasOutputGradient(int index) {
            return arrived.containsKey(node.outputs().get(index));
        }

        @Override
        public boolean needs(int index) {
            return depending.contains(node.inputs().get(index));
        }
    }
}
