package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Decomposable;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.List;

/**
 * A convolution, plus one number per output channel, then an activation.
 *
 * <p>Operands: those of the convolution, then the vector if there is one.
 *
 * @param convolution the convolution
 * @param bias whether a vector is added
 * @param activation what is done to the sum
 */
public record FusedConvolution(Convolution convolution, boolean bias, Activation activation) implements Decomposable {

    @Override
    public String name() {
        return "cortado.cpu.fused_convolution";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return convolution.infer(inputs.subList(0, 2));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return convolution.cost(inputs.subList(0, 2), outputs);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor y = inputs.get(0).apply(convolution, inputs.get(1));
        if (bias) {
            y = y.add(inputs.get(2).apply(Broadcast.along(1, y.shape())));
        }
        return List.of(activation == Activation.RELU ? y.relu() : y);
    }
}
