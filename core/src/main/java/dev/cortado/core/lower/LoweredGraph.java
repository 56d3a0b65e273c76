package dev.cortado.core.lower;

import dev.cortado.api.backend.OpKernel;
import dev.cortado.api.graph.Graph;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import java.util.Map;

/**
 * A graph of which every node has a kernel or is free.
 *
 * @param graph the graph
 * @param kernels the kernel of each node; constants and reshapes have none
 * @param decomposed for values that a part of another operation computes, that operation
 * @param parts how many parts with a kernel each decomposed operation has
 */
public record LoweredGraph(
        Graph graph, Map<Node, OpKernel> kernels, Map<Value, Decomposed> decomposed, Map<Decomposed, Integer> parts) {}
