package dev.cortado.backend.nd4j.lower;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Decomposable;
import java.util.List;

/**
 * Both gradients of a convolution.
 *
 * <p>Operands: input, kernel and the gradient at the result. Results: the gradients of input and kernel.
 *
 * @param convolution the convolution that is differentiated
 */
public record ConvolutionGradients(Convolution convolution) implements Decomposable {

    @Override
    public String name() {
        return "cortado.nd4j.convolution_gradients";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return List.of(inputs.get(0), inputs.get(1));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        Cost one = convolution.cost(inputs.subList(0, 2), List.of(inputs.get(2)));
        return new Cost(2 * one.flops(), 2 * one.bytes());
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor kernel = inputs.get(1);
        Tensor dy = inputs.get(2);
        return List.of(
                kernel.apply(new ConvolutionInputGradient(convolution, x.shape()), dy),
                x.apply(new ConvolutionWeightGradient(convolution, kernel.shape()), dy));
    }
}
