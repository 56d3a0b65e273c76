package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.Convolution;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import java.util.List;
import java.util.Optional;

/** Fuses a convolution with the bias, the normalization with fixed statistics and the rectifier behind it. */
public final class ConvolutionFusion implements LoweringRule {

    private static final int CHANNELS = 1;

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        for (Node node : rewriter.nodes()) {
            if (node.op() instanceof Convolution convolution) {
                BehindProduct rest = BehindProduct.of(rewriter, node, CHANNELS, true);
                Optional<BatchNormInference> normalization =
                        rest.normalization().map(norm -> (BatchNormInference) norm.op());
                FusedConvolution fused =
                        new FusedConvolution(convolution, rest.bias().isPresent(), normalization, rest.activation());
                List<Value> inputs = rest.inputs();
                if (!rest.isEmpty()
                        && probe.supports(
                                fused, inputs.stream().map(Value::spec).toList())) {
                    rewriter.replace(rest.nodes(), fused, inputs, List.of(rest.result()));
                }
            }
        }
    }
}
