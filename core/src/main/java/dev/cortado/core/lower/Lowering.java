package dev.cortado.core.lower;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reshape;
import dev.cortado.core.optimize.CommonSubexpressions;
import dev.cortado.core.optimize.DeadCode;
import dev.cortado.core.optimize.Identities;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a graph to operations for which a backend has kernels.
 *
 * <p>First everything without a kernel is replaced by its decomposition, until nothing changes; then the backend rewrites
 * what it runs faster, and what it made is checked in the same way.
 */
public final class Lowering {

    private final Backend backend;
    private final Map<Node, OpKernel> kernels = new IdentityHashMap<>();
    private final Map<Node, String> decomposed = new IdentityHashMap<>();

    /** Creates a lowering for a backend. */
    public Lowering(Backend backend) {
        this.backend = backend;
    }

    /**
     * Returns the lowered graph.
     *
     * @throws CortadoException if a primitive operation has no kernel
     */
    public LoweredGraph apply(Graph graph) {
        Graph primitive = tidy(decomposeAll(graph));
        Graph lowered = decomposeAll(new DeadCode().apply(backend.lower(primitive)));
        for (Node node : lowered.nodes()) {
            if (!isFree(node)) {
                kernels.computeIfAbsent(node, key -> prepare(key).orElseThrow());
            }
        }
        kernels.keySet().retainAll(lowered.nodes());
        return new LoweredGraph(lowered, kernels, decomposed);
    }

    private static Graph tidy(Graph graph) {
        return new DeadCode().apply(new CommonSubexpressions().apply(new Identities().apply(graph)));
    }

    /** Tells whether a node needs no kernel: constants are uploaded once, a reshape is another view of its operand. */
    public static boolean isFree(Node node) {
        return node.op() instanceof Constant || node.op() instanceof Reshape;
    }

    private Optional<OpKernel> prepare(Node node) {
        OpKernel known = kernels.get(node);
        return known != null ? Optional.of(known) : backend.prepare(node.op(), node.inputSpecs(), node.outputSpecs());
    }

    private Graph decomposeAll(Graph graph) {
        Graph current = graph;
        for (Graph next = decomposeOnce(current); next != current; next = decomposeOnce(current)) {
            current = next;
        }
        return current;
    }

    private Graph decomposeOnce(Graph graph) {
        DecompositionScope scope = new DecompositionScope(graph);
        boolean changed = false;
        for (Node node : graph.nodes()) {
            if (isFree(node)) {
                scope.keep(node);
                continue;
            }
            Optional<OpKernel> kernel = prepare(node);
            if (kernel.isPresent()) {
                Node kept = scope.keep(node);
                kernels.put(kept, kernel.get());
                String whole = decomposed.get(node);
                if (whole != null) {
                    decomposed.put(kept, whole);
                }
            } else if (node.op() instanceof Decomposable op) {
                for (Node part : scope.expand(node, op)) {
                    decomposed.put(part, decomposed.getOrDefault(node, node.op().name()));
                }
                changed = true;
            } else {
                throw unsupported(node);
            }
        }
        return changed ? scope.finish() : graph;
    }

    private CortadoException unsupported(Node node) {
        Op op = node.op();
        String operands = String.join(
                ", ", node.inputSpecs().stream().map(Object::toString).toList());
        return new CortadoException(
                CortadoException.Category.BACKEND,
                "op-unsupported",
                node.origin().toString(),
                "backend " + backend.name() + " has no kernel for " + op.name() + " of (" + operands
                        + "), and the operation has no decomposition",
                "choose another backend, or install a plug-in with a kernel for it",
                null);
    }
}
