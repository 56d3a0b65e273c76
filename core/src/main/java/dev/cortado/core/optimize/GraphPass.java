package dev.cortado.core.optimize;

import dev.cortado.api.graph.Graph;

/** Turns a graph into an equivalent one. */
@FunctionalInterface
public interface GraphPass {

    /** Returns a graph that computes the same. */
    Graph apply(Graph graph);
}
