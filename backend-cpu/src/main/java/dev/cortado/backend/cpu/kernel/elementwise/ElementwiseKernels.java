package dev.cortado.backend.cpu.kernel.elementwise;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Binary;
import dev.cortado.api.op.Cast;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.RectifierGradient;
import dev.cortado.api.op.Relu;
import dev.cortado.api.op.ScalarBinary;
import dev.cortado.api.op.Select;
import dev.cortado.api.op.Sigmoid;
import dev.cortado.api.op.Unary;
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
        if (!isElementwise(op) || !touchesFloats(inputs, outputs)) {
            return Optional.empty();
        }
        int overwrites = op instanceof Select || op instanceof RectifierGradient ? 1 : 0;
        boolean sameType = inputs.get(overwrites).equals(outputs.get(0));
        ElementwiseChain chain = ElementwiseChain.of(op, inputs.size(), sameType ? overwrites : -1);
        return ChainCompiler.compile(chain, inputs, vectors).map(HostKernel.class::cast);
    }

    /** Tells whether each element of the result depends on the elements at the same place alone. */
    public static boolean isElementwise(Op op) {
        return op instanceof Unary
                || op instanceof Binary
                || op instanceof ScalarBinary
                || op instanceof Select
                || op instanceof Cast
                || op instanceof Relu
                || op instanceof LeakyRelu
                || op instanceof RectifierGradient
                || op instanceof Sigmoid
                || op instanceof Dropout;
    }

    private static boolean touchesFloats(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return outputs.get(0).dtype() == DType.FLOAT32
                || inputs.stream().anyMatch(spec -> spec.dtype() == DType.FLOAT32);
    }
}
