package dev.cortado.core.lower;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A graph of which every node has a kernel or is free.
 *
 * @param graph the graph
 * @param kernels the kernel of each node; constants and reshapes have none
 * @param decomposed for values that a part of another operation computes, that operation
 * @param parts how many parts with a kernel each decomposed operation has
 */
public record LoweredGraph(
        Graph graph, Map<Node, OpKernel> kernels, Map<Value, Decomposed> decomposed, Map<Decomposed, Integer> parts) {

    /**
     * Returns the same graph with kernels that a companion of its backend prepared.
     *
     * @throws CortadoException if the companion has other kernels
     */
    public LoweredGraph on(Backend companion) {
        Map<Node, OpKernel> theirs = new IdentityHashMap<>();
        kernels.forEach((node, kernel) -> {
            Optional<OpKernel> same = companion
                    .prepare(node.op(), node.inputSpecs(), node.outputSpecs())
                    .filter(found -> found.workspace().equals(kernel.workspace())
                            && found.preparedFrom().equals(kernel.preparedFrom())
                            && found.description().equals(kernel.description()));
            theirs.put(node, same.orElseThrow(() -> otherKernel(companion, node)));
        });
        return new LoweredGraph(graph, theirs, decomposed, parts);
    }

    private static CortadoException otherKernel(Backend companion, Node node) {
        return CortadoException.backend(
                companion.name(),
                "wrong-companion",
                node.origin().toString(),
                "a companion of backend " + companion.name() + " has another kernel for "
                        + node.op().name(),
                "companions must prepare the same kernels",
                null);
    }
}
