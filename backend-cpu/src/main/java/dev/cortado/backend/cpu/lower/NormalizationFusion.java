package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Relu;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import java.util.List;

/**
 * Fuses normalization with the statistics of the batch, channels last, with the rectifier behind it, whose gradient reads
 * nothing but its result.
 */
public final class NormalizationFusion implements LoweringRule {

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        for (Node node : rewriter.nodes()) {
            if (node.op() instanceof ChannelsLast last && last.op() instanceof BatchNormTraining normalization) {
                fuse(rewriter, probe, node, new ChannelsLast(new RectifiedTraining(normalization)));
            }
        }
    }

    private static void fuse(GraphRewriter rewriter, PrepareProbe probe, Node node, ChannelsLast fused) {
        Value y = node.outputs().get(0);
        List<Node> readers = rewriter.consumers(y);
        if (readers.size() != 1
                || !(readers.get(0).op() instanceof Relu)
                || !rewriter.onlyReadBy(y, readers.get(0))
                || !probe.supports(fused, node.inputSpecs())) {
            return;
        }
        List<Value> results = List.of(
                readers.get(0).outputs().get(0),
                node.outputs().get(1),
                node.outputs().get(2));
        rewriter.replace(List.of(node, readers.get(0)), fused, node.inputs(), results);
    }
}
