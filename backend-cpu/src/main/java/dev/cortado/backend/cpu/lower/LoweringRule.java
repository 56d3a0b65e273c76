package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;

/** Rewrites a part of a graph into operations that run faster on this backend. */
@FunctionalInterface
public interface LoweringRule {

    /**
     * Rewrites what it recognizes.
     *
     * @param rewriter the graph
     * @param probe tells which operations have a kernel; nothing may be replaced by an operation without one
     */
    void apply(GraphRewriter rewriter, PrepareProbe probe);
}
