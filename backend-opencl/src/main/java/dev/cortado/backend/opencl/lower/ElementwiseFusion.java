package dev.cortado.backend.opencl.lower;

import dev.cortado.api.DType;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.Broadcast;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Joins connected elementwise operations of one shape, and the broadcasts that they read, into chains.
 *
 * @param doubles whether the device computes in float64; chains of what it cannot run are left alone
 */
public record ElementwiseFusion(boolean doubles) {

    /** Kernels may have no more arguments than some drivers take; each operand and result needs two. */
    private static final int MOST_TENSORS = 40;

    /** Rewrites all that can be joined. */
    public void apply(GraphRewriter rewriter) {
        for (Node seed : rewriter.nodes()) {
            if (rewriter.contains(seed) && FusionGroup.isFusible(seed)) {
                fuse(FusionGroup.around(seed, rewriter), rewriter);
            }
        }
    }

    private void fuse(Set<Node> group, GraphRewriter rewriter) {
        ChainBuilder builder = new ChainBuilder(group, rewriter);
        List<Node> broadcasts = new ArrayList<>(builder.broadcasts());
        boolean worthwhile =
                group.size() + broadcasts.size() > 1 && !builder.outputs().isEmpty();
        if (worthwhile && runs(builder)) {
            rewriter.replace(builder.nodes(), builder.chain(), builder.inputs(), builder.outputs());
            broadcasts.forEach(broadcast -> removeIfUnread(broadcast, rewriter));
        }
    }

    private boolean runs(ChainBuilder builder) {
        int tensors = builder.inputs().size() + builder.outputs().size();
        return tensors <= MOST_TENSORS
                && (doubles
                        || builder.chain().values(builder.inputSpecs()).stream()
                                .noneMatch(spec -> spec.dtype() == DType.FLOAT64));
    }

    private static void removeIfUnread(Node broadcast, GraphRewriter rewriter) {
        Value result = broadcast.outputs().get(0);
        boolean unread = broadcast.op() instanceof Broadcast
                && rewriter.consumers(result).isEmpty()
                && !rewriter.leaves(result);
        if (unread) {
            rewriter.remove(broadcast);
        }
    }
}
