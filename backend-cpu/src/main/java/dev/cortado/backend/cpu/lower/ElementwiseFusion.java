package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.op.Broadcast;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Joins connected elementwise operations of one shape, and the broadcasts that they read, into chains. */
public final class ElementwiseFusion implements LoweringRule {

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        for (Node seed : rewriter.nodes()) {
            if (rewriter.contains(seed) && FusionGroup.isFusible(seed)) {
                fuse(FusionGroup.around(seed, rewriter), rewriter, probe);
            }
        }
    }

    private static void fuse(Set<Node> group, GraphRewriter rewriter, PrepareProbe probe) {
        ChainBuilder builder = new ChainBuilder(group, rewriter);
        List<Node> broadcasts = new ArrayList<>(builder.broadcasts());
        boolean worthwhile =
                group.size() + broadcasts.size() > 1 && !builder.outputs().isEmpty();
        if (worthwhile && probe.supports(builder.chain(), builder.inputSpecs())) {
            rewriter.replace(builder.nodes(), builder.chain(), builder.inputs(), builder.outputs());
            broadcasts.forEach(broadcast -> removeIfUnread(broadcast, rewriter));
        }
    }

    private static void removeIfUnread(Node broadcast, GraphRewriter rewriter) {
        boolean unread = broadcast.op() instanceof Broadcast
                && rewriter.consumers(broadcast.outputs().get(0)).isEmpty()
                && !rewriter.leaves(broadcast.outputs().get(0));
        if (unread) {
            rewriter.remove(broadcast);
        }
    }
}
