package dev.cortado.backend.opencl.lower;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Node;
import dev.cortado.api.graph.fuse.ChainRules;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import java.util.List;

/**
 * Says which elementwise operations, and broadcasts that they read, run as one generated kernel: of all types.
 *
 * @param doubles whether the device computes in float64; chains of what it cannot run are left alone
 */
public record ElementwiseRules(boolean doubles) implements ChainRules {

    /** Kernels may have no more arguments than some drivers take; each operand and result needs two. */
    private static final int MOST_TENSORS = 40;

    @Override
    public boolean joins(Node node) {
        return ElementwiseChain.isElementwise(node.op());
    }

    @Override
    public boolean accepts(ElementwiseChain chain, List<TensorSpec> inputs) {
        int tensors = inputs.size() + chain.results().size();
        return tensors <= MOST_TENSORS
                && (doubles || chain.values(inputs).stream().noneMatch(spec -> spec.dtype() == DType.FLOAT64));
    }
}
