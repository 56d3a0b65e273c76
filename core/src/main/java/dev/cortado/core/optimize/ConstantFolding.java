package dev.cortado.core.optimize;

import dev.cortado.api.HostTensor;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Constant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Computes small operations on constants once, at compile time, on the backend that would have run them.
 *
 * <p>Results above {@link #LIMIT} elements, and operations that only repeat a constant, stay: they are cheaper than memory.
 */
public final class ConstantFolding implements GraphPass {

    private static final int LIMIT = 4096;

    /** Computes one operation on the backend. */
    @FunctionalInterface
    public interface Evaluator {

        /** Returns the results for the given operands. */
        List<HostTensor> evaluate(Node node, List<HostTensor> operands);
    }

    private final Evaluator evaluator;

    /** Creates the pass. */
    public ConstantFolding(Evaluator evaluator) {
        this.evaluator = evaluator;
    }

    @Override
    public Graph apply(Graph graph) {
        Map<Value, HostTensor> known = new HashMap<>();
        List<Node> kept = new ArrayList<>();
        for (Node node : graph.nodes()) {
            if (node.op() instanceof Constant constant) {
                known.put(node.outputs().get(0), constant.value());
                kept.add(node);
            } else if (foldable(node, known)) {
                List<HostTensor> results = evaluator.evaluate(
                        node, node.inputs().stream().map(known::get).toList());
                for (int i = 0; i < results.size(); i++) {
                    Value output = node.outputs().get(i);
                    known.put(output, results.get(i));
                    kept.add(new Node(new Constant(results.get(i)), List.of(), List.of(output), node.origin()));
                }
            } else {
                kept.add(node);
            }
        }
        return graph.withNodes(kept);
    }

    private static boolean foldable(Node node, Map<Value, HostTensor> known) {
        if (node.inputs().isEmpty() || !node.inputs().stream().allMatch(known::containsKey)) {
            return false;
        }
        int given = node.inputs().stream()
                .mapToInt(input -> input.spec().elements())
                .max()
                .orElse(0);
        return node.outputs().stream()
                .allMatch(output -> output.spec().elements() <= Math.min(LIMIT, Math.max(1, given)));
    }
}
