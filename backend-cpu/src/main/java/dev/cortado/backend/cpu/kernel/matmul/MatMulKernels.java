package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for matrix products, alone or with bias and activation. */
public final class MatMulKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof MatMul product) {
            return product(product, inputs, InnerKernels.of(target));
        }
        if (op instanceof FusedMatMul fused
                && fused.product().transposeRight()
                && inputs.get(0).dtype() == DType.FLOAT32) {
            return Optional.of(
                    new DotMatMul(shape(fused.product(), inputs), true, fused.activation(), InnerKernels.of(target)));
        }
        return Optional.empty();
    }

    private static Optional<HostKernel> product(MatMul op, List<TensorSpec> inputs, InnerKernels inner) {
        ProductShape shape = shape(op, inputs);
        if (inputs.get(0).dtype() == DType.FLOAT64) {
            return Optional.of(new PlainMatMul(shape, op.transposeRight()));
        }
        if (inputs.get(0).dtype() != DType.FLOAT32) {
            return Optional.empty();
        }
        return Optional.of(
                op.transposeRight()
                        ? new DotMatMul(shape, false, Activation.NONE, inner)
                        : new PanelMatMul(shape, inner));
    }

    private static ProductShape shape(MatMul op, List<TensorSpec> inputs) {
        return ProductShape.of(op, inputs.get(0).shape(), inputs.get(1).shape());
    }
}
