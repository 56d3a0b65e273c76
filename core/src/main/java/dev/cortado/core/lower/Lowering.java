package dev.cortado.core.lower;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Constant;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reshape;
import dev.cortado.core.optimize.CommonSubexpressions;
import dev.cortado.core.optimize.DeadCode;
import dev.cortado.core.optimize.Identities;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Brings a graph to operations for which a backend has kernels.
 *
 * <p>First everything without a kernel is replaced by its decomposition, until nothing changes; then the backend rewrites
 * what it runs faster, and what it made is checked in the same way.
 */
public final class Lowering {

    private static final int DEEPEST = 100;

    private final Backend backend;
    private final Map<Node, OpKernel> kernels = new IdentityHashMap<>();
    private final Map<Value, Decomposed> decomposed = new HashMap<>();
    private final Map<Decomposed, Integer> parts = new LinkedHashMap<>();
    private final List<CortadoException> unsupported = new ArrayList<>();
    private final Set<Value> refused = new HashSet<>();
    private int number;

    /** Creates a lowering for a backend. */
    public Lowering(Backend backend) {
        this.backend = backend;
    }

    /**
     * Returns the lowered graph.
     *
     * @throws CortadoException if primitive operations have no kernel; all are reported together
     */
    public LoweredGraph apply(Graph graph) {
        Graph primitive = tidy(decomposeAll(graph));
        count(primitive);
        Graph rewritten = backend.lower(primitive);
        checkLowered(primitive, rewritten);
        Graph lowered = decomposeAll(new DeadCode().apply(rewritten));
        for (Node node : lowered.nodes()) {
            if (!isFree(node)) {
                kernels.computeIfAbsent(node, key -> prepare(key).orElseThrow());
            }
        }
        kernels.keySet().retainAll(lowered.nodes());
        return new LoweredGraph(lowered, kernels, decomposed, parts);
    }

    /** Counts what is left of each decomposed operation before the backend fuses parts of several. */
    private void count(Graph primitive) {
        for (Node node : primitive.nodes()) {
            Decomposed whole = decomposed.get(node.outputs().get(0));
            if (whole != null && !isFree(node)) {
                parts.merge(whole, 1, Integer::sum);
            }
        }
    }

    /** A backend that loses a result would otherwise be noticed only when memory is bound, in words that help nobody. */
    private void checkLowered(Graph before, Graph after) {
        Set<Value> produced = new HashSet<>();
        after.inputs().forEach(input -> produced.add(input.value()));
        after.variables().forEach(read -> produced.add(read.value()));
        after.nodes().forEach(node -> produced.addAll(node.outputs()));
        boolean kept = before.outputs().equals(after.outputs())
                && before.updates().equals(after.updates())
                && before.guard().equals(after.guard())
                && after.outputs().stream().allMatch(output -> produced.contains(output.value()))
                && after.updates().stream().allMatch(update -> produced.contains(update.value()))
                && after.guard().stream().allMatch(produced::contains);
        if (!kept) {
            throw CortadoException.backend(
                    backend.name(),
                    "wrong-lowering",
                    null,
                    "backend " + backend.name() + " lost a result, an update or the guard while lowering",
                    "values that leave a graph must keep their identity",
                    null);
        }
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
        if (known != null) {
            return Optional.of(known);
        }
        try {
            return Objects.requireNonNull(
                    backend.prepare(node.op(), node.inputSpecs(), node.outputSpecs()),
                    "it returned null, not an Optional");
        } catch (CortadoException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw BackendFailure.in("preparing a kernel", backend, node, e);
        }
    }

    private Graph decomposeAll(Graph graph) {
        Graph current = graph;
        for (int round = 0; round < DEEPEST; round++) {
            Graph next = decomposeOnce(current);
            if (next == current) {
                if (!unsupported.isEmpty()) {
                    throw CortadoException.all("the network on backend " + backend.name(), unsupported);
                }
                return current;
            }
            current = next;
        }
        throw new CortadoException(
                CortadoException.Category.PLUGIN,
                "endless-decomposition",
                null,
                "operations are still decomposed after " + DEEPEST + " rounds, so one contains itself",
                "let a decomposition end in primitives",
                null);
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
                kernels.put(scope.keep(node), kernel.get());
            } else if (node.op() instanceof Decomposable op) {
                Decomposed whole = decomposed.getOrDefault(
                        node.outputs().get(0), new Decomposed(node.op().name(), node.origin(), number++));
                for (Node part : scope.expand(node, op)) {
                    part.outputs().forEach(output -> decomposed.put(output, whole));
                }
                changed = true;
            } else {
                scope.keep(node);
                refuse(node);
            }
        }
        return changed ? scope.finish() : graph;
    }

    /** Notes an operation that cannot run; looking goes on, so that one attempt shows all. */
    private void refuse(Node node) {
        if (refused.add(node.outputs().get(0))) {
            unsupported.add(unsupported(node));
        }
    }

    private CortadoException unsupported(Node node) {
        Op op = node.op();
        String operands = String.join(
                ", ", node.inputSpecs().stream().map(Object::toString).toList());
        return CortadoException.backend(
                backend.name(),
                "op-unsupported",
                node.origin().toString(),
                "backend " + backend.name() + " has no kernel for " + op.name() + " of (" + operands
                        + "), and the operation has no decomposition",
                "choose another backend, or install a plug-in with a kernel for it",
                null);
    }
}
