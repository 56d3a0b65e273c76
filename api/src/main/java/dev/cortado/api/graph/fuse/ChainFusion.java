package dev.cortado.api.graph.fuse;

import dev.cortado.api.Stability;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import java.util.List;
import java.util.Objects;

/**
 * Joins connected elementwise operations of one shape, and the broadcasts that they read, into chains.
 *
 * <p>Call it from {@link dev.cortado.api.backend.Backend#lower} after what is fused with products:
 *
 * <pre>{@code
 * GraphRewriter rewriter = new GraphRewriter(graph);
 * new ChainFusion(node -> true).apply(rewriter);
 * return rewriter.build();
 * }</pre>
 *
 * <p>Each step computes what its node computed, so a kernel that rounds after every step keeps all bits. Updates of variables
 * never share a chain with other nodes, since they wait until loss and gradients are known to be finite.
 *
 * @param rules what the backend's kernels can do
 */
@Stability.Experimental
public record ChainFusion(ChainRules rules) {

    /** Creates a fusion for a backend whose kernels can do what the rules say. */
    public ChainFusion {
        Objects.requireNonNull(rules, "rules");
    }

    /** Replaces what can be joined, two nodes or more, by nodes of {@link ElementwiseChain}. */
    public void apply(GraphRewriter rewriter) {
        for (Node seed : rewriter.nodes()) {
            if (rewriter.contains(seed) && ChainGroup.isFusible(seed, rules)) {
                fuse(new ChainBuilder(ChainGroup.around(seed, rewriter, rules), rewriter, rules), rewriter);
            }
        }
    }

    private void fuse(ChainBuilder built, GraphRewriter rewriter) {
        boolean worthwhile = built.nodes().size() + built.broadcasts().size() > 1
                && !built.outputs().isEmpty();
        List<Value> inputs = built.inputs();
        if (worthwhile
                && rules.accepts(built.chain(), inputs.stream().map(Value::spec).toList())) {
            rewriter.replace(built.nodes(), built.chain(), inputs, built.outputs());
            built.broadcasts().forEach(broadcast -> removeIfUnread(broadcast, rewriter));
        }
    }

    private static void removeIfUnread(Node broadcast, GraphRewriter rewriter) {
        Value result = broadcast.outputs().get(0);
        if (rewriter.consumers(result).isEmpty() && !rewriter.leaves(result)) {
            rewriter.remove(broadcast);
        }
    }
}
