package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Decomposable;
import dev.cortado.api.op.MatMul;
import java.util.List;

/**
 * A matrix product, plus a vector along the last axis, then an activation.
 *
 * <p>Operands: those of the product, then the vector.
 */
public record FusedMatMul(MatMul product, Activation activation) implements Decomposable {

    @Override
    public String name() {
        return "cortado.cpu.fused_matmul";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return product.infer(inputs.subList(0, 2));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return product.cost(inputs.subList(0, 2), outputs);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor y = inputs.get(0).apply(product, inputs.get(1));
        Tensor bias = inputs.get(2).apply(Broadcast.along(y.shape().rank() - 1, y.shape()));
        Tensor sum = y.add(bias);
        return List.of(activation.of(sum));
    }
}
