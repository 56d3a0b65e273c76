package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.fuse.ElementwiseChain;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Prepares vector kernels for elementwise operations on float32, alone or in chains. */
public final class ElementwiseKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        boolean vectors = target.vectorBits() > 0;
        if (op instanceof ElementwiseChain chain) {
            return ChainCompiler.compile(chain, inputs, vectors).map(HostKernel.class::cast);
        }
        if (!ElementwiseChain.isElementwise(op) || !touchesFloats(inputs, outputs)) {
            return Optional.empty();
        }
        ElementwiseChain chain = ElementwiseChain.of(op, inputs);
        return ChainCompiler.compile(chain, inputs, vectors).map(HostKernel.class::cast);
    }

    private static boolean touchesFloats(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return outputs.get(0).dtype() == DType.FLOAT32
                || inputs.stream().anyMatch(spec -> spec.dtype() == DType.FLOAT32);
    }
}
