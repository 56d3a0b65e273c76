package dev.cortado.backend.cpu.lower;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.GraphRewriter;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.fuse.ChainFusion;
import dev.cortado.api.graph.fuse.ChainRules;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import java.util.List;

/** Joins connected elementwise operations of one shape, and the broadcasts that they read, into chains. */
public final class ElementwiseFusion implements LoweringRule {

    @Override
    public void apply(GraphRewriter rewriter, PrepareProbe probe) {
        new ChainFusion(new Rules(probe)).apply(rewriter);
    }

    /** Chains compute in float32; truth values are 1 and 0 there, and integers are only read. */
    private record Rules(PrepareProbe probe) implements ChainRules {

        @Override
        public boolean joins(Node node) {
            boolean integers = node.op() instanceof Dropout || node.op() instanceof Cast;
            return ElementwiseChain.isElementwise(node.op())
                    && isKnown(node.outputs().get(0).spec(), false)
                    && node.inputs().stream().allMatch(value -> isKnown(value.spec(), integers));
        }

        private static boolean isKnown(TensorSpec spec, boolean integers) {
            return spec.dtype() == DType.FLOAT32
                    || spec.dtype() == DType.BOOL
                    || integers && spec.dtype() == DType.INT32;
        }

        @Override
        public boolean absorbs(Node broadcast) {
            return broadcast.outputs().get(0).spec().dtype() == DType.FLOAT32 && ChainRules.super.absorbs(broadcast);
        }

        @Override
        public boolean accepts(ElementwiseChain chain, List<TensorSpec> inputs) {
            return probe.supports(chain, inputs);
        }
    }
}
