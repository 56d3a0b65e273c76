package dev.cortado.backend.cpu.lower;

import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.Value;
import dev.cortado.api.op.MatMul;
import dev.cortado.backend.cpu.kernel.matmul.FusedMatMul;
import java.util.List;

/** Fuses a matrix product with the bias along its last axis and the rectifier behind it. */
public final class MatMulFusion implements LoweringRule {

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        for (Node node : rewriter.nodes()) {
            if (node.op() instanceof MatMul product) {
                int last = node.outputs().get(0).spec().shape().rank() - 1;
                BehindProduct rest = BehindProduct.of(rewriter, node, last, false);
                FusedMatMul fused = new FusedMatMul(product, rest.activation());
                List<Value> inputs = rest.inputs();
                if (rest.bias().isPresent()
                        && probe.supports(
                                fused, inputs.stream().map(Value::spec).toList())) {
                    rewriter.replace(rest.nodes(), fused, inputs, List.of(rest.result()));
                }
            }
        }
    }
}
