package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.Shape;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The gradient of a convolution with respect to its input, which is also transposed convolution.
 *
 * <p>Operands: kernel and the gradient at the forward result. Decomposed, it is a convolution of that gradient, spread by
 * the forward stride, with the kernel reversed and its two channel axes exchanged within each group.
 *
 * @param forward the convolution that is differentiated
 * @param inputShape the shape of its input, and of this result
 */
@Stability.Experimental
public record ConvolutionInputGradient(Convolution forward, Shape inputShape) implements Decomposable {

    @Override
    public String name() {
        return "cortado.convolution_input_gradient";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        TensorSpec kernel = inputs.get(0);
        TensorSpec expected =
                forward.infer(List.of(kernel.with(inputShape), kernel)).get(0);
        ShapeRules.sameType(this, kernel, inputs.get(1));
        ShapeRules.sameShape(this, expected, inputs.get(1));
        return List.of(kernel.with(inputShape));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return forward.cost(List.of(outputs.get(0), inputs.get(0)), List.of(inputs.get(1)));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor kernel = inputs.get(0);
        Tensor dy = inputs.get(1);
        int axes = forward.spatialAxes();
        int[] low = new int[axes];
        int[] high = new int[axes];
        int[] spatial = new int[axes];
        for (int i = 0; i < axes; i++) {
            int extent = WindowArithmetic.extent(
                    kernel.shape().size(i + 2), forward.kernelDilation().get(i));
            int spread = WindowArithmetic.spread(
                    dy.shape().size(i + 2), forward.stride().get(i));
            int target = WindowArithmetic.spread(
                    inputShape.size(i + 2), forward.inputDilation().get(i));
            low[i] = extent - 1 - forward.padLow().get(i);
            high[i] = target + extent - 1 - spread - low[i];
            spatial[i] = i + 2;
        }
        Convolution op = new Convolution(
                forward.inputDilation(),
                ShapeRules.list(low),
                ShapeRules.list(high),
                forward.stride(),
                forward.kernelDilation(),
                forward.groups());
        return List.of(dy.apply(op, exchangeChannels(kernel).reverse(spatial)));
    }

    /** Turns {@code [O, C / groups, ...]} into {@code [C, O / groups, ...]}. */
    private Tensor exchangeChannels(Tensor kernel) {
        int groups = forward.groups();
        int[] sizes = kernel.shape().toArray();
        int outputs = sizes[0] / groups;
        int channels = sizes[1];
        List<Integer> order = new ArrayList<>(List.of(0, 2, 1));
        for (int i = 2; i < sizes.length; i++) {
            order.add(i + 1);
        }
        Shape grouped = kernel.shape().with(0, outputs).insert(0, groups);
        return kernel.reshape(grouped)
                .apply(new Transpose(order))
                .reshape(kernel.shape().with(0, channels * groups).with(1, outputs));
    }
}
