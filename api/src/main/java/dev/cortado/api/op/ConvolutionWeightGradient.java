package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.Shape;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution with respect to its kernel.
 *
 * <p>Operands: forward input and the gradient at the forward result. Decomposed, it is a convolution over the batch: images
 * act as channels, the gradient as a kernel that is dilated by the forward stride.
 *
 * @param forward the convolution that is differentiated
 * @param kernelShape the shape of its kernel, and of this result
 */
@Stability.Experimental
public record ConvolutionWeightGradient(Convolution forward, Shape kernelShape) implements Decomposable {

    @Override
    public String name() {
        return "cortado.convolution_weight_gradient";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        TensorSpec input = inputs.get(0);
        TensorSpec expected =
                forward.infer(List.of(input, input.with(kernelShape))).get(0);
        ShapeRules.sameType(this, input, inputs.get(1));
        ShapeRules.sameShape(this, expected, inputs.get(1));
        return List.of(input.with(kernelShape));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return forward.cost(List.of(inputs.get(0), outputs.get(0)), List.of(inputs.get(1)));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor dy = inputs.get(1);
        int axes = forward.spatialAxes();
        int groups = forward.groups();
        int images = x.shape().size(0);
        int channels = kernelShape.size(1);
        List<Integer> order = new ArrayList<>(List.of(2, 1, 0));
        int[] swap = new int[axes + 2];
        swap[0] = 1;
        int[] high = new int[axes];
        for (int i = 0; i < axes; i++) {
            order.add(i + 3);
            swap[i + 2] = i + 2;
            // rows that no window of the forward pass touched must be left out here
            int spread = WindowArithmetic.spread(
                    x.shape().size(i + 2), forward.inputDilation().get(i));
            int extent = WindowArithmetic.extent(
                    dy.shape().size(i + 2), forward.stride().get(i));
            int covered = WindowArithmetic.extent(
                    kernelShape.size(i + 2), forward.kernelDilation().get(i));
            high[i] = covered - 1 + extent - spread - forward.padLow().get(i);
        }
        Shape grouped = x.shape().with(1, channels).insert(1, groups);
        Tensor asInput = x.reshape(grouped)
                .apply(new Transpose(order))
                .reshape(x.shape().with(0, channels).with(1, groups * images));
        Convolution op = new Convolution(
                forward.kernelDilation(),
                forward.padLow(),
                ShapeRules.list(high),
                forward.inputDilation(),
                forward.stride(),
                groups);
        Tensor product = asInput.apply(op, dy.transpose(swap));
        return List.of(product.transpose(swap));
    }
}
