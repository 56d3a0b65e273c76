package dev.cortado.backend.nd4j.lower;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Decomposable;
import java.util.List;

/**
 * A convolution with one number per output channel added.
 *
 * <p>Operands: input, kernel and bias.
 *
 * @param convolution the convolution
 */
public record BiasedConvolution(Convolution convolution) implements Decomposable {

    @Override
    public String name() {
        return "cortado.nd4j.biased_convolution";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return convolution.infer(inputs.subList(0, 2));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return convolution.cost(inputs, outputs);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor y = inputs.get(0).apply(convolution, inputs.get(1));
        return List.of(y.add(inputs.get(2).apply(Broadcast.along(1, y.shape()))));
    }
}
