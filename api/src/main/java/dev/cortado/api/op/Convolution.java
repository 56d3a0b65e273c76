package dev.cortado.api.op;

import dev.cortado.api.Cost;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Convolution in any number of spatial dimensions (cross-correlation: the kernel is not flipped).
 *
 * <p>Operands: input {@code [N, C, spatial...]} and kernel {@code [O, C / groups, spatial...]}; result
 * {@code [N, O, spatial...]}. Along each spatial axis the input is first spread by {@code inputDilation}, then padded with
 * zeros, so that the result has {@code floor((spread + padLow + padHigh - extent) / stride) + 1} places, where
 * {@code spread = (size - 1) * inputDilation + 1} and {@code extent = (kernel - 1) * kernelDilation + 1}. The two
 * gradients, and transposed convolution, are again convolutions (Dumoulin and Visin 2016, arXiv:1603.07285).
 *
 * @param stride distance between two places per spatial axis, at least 1
 * @param padLow zeros before the first element per spatial axis; negative crops
 * @param padHigh zeros after the last element per spatial axis; negative crops
 * @param inputDilation distance between two input elements per spatial axis, at least 1
 * @param kernelDilation distance between two kernel taps per spatial axis, at least 1
 * @param groups into how many groups channels are split; output channels of a group see the input channels of it alone
 */
@Stability.Stable
public record Convolution(
        List<Integer> stride,
        List<Integer> padLow,
        List<Integer> padHigh,
        List<Integer> inputDilation,
        List<Integer> kernelDilation,
        int groups)
        implements Differentiable {

    /** Creates a convolution. */
    public Convolution {
        stride = List.copyOf(stride);
        padLow = List.copyOf(padLow);
        padHigh = List.copyOf(padHigh);
        inputDilation = List.copyOf(inputDilation);
        kernelDilation = List.copyOf(kernelDilation);
    }

    /** Returns a convolution over {@code axes} spatial axes with stride 1 and no padding, dilation or groups. */
    public static Convolution of(int axes) {
        List<Integer> ones = ShapeRules.repeat(1, axes);
        List<Integer> zeros = ShapeRules.repeat(0, axes);
        return new Convolution(ones, zeros, zeros, ones, ones, 1);
    }

    /** Returns this convolution with other strides. */
    public Convolution withStride(int... values) {
        return new Convolution(ShapeRules.list(values), padLow, padHigh, inputDilation, kernelDilation, groups);
    }

    /** Returns this convolution with other padding. */
    public Convolution withPadding(int[] low, int[] high) {
        return new Convolution(
                stride, ShapeRules.list(low), ShapeRules.list(high), inputDilation, kernelDilation, groups);
    }

    /** Returns this convolution with another dilation of the kernel. */
    public Convolution withKernelDilation(int... values) {
        return new Convolution(stride, padLow, padHigh, inputDilation, ShapeRules.list(values), groups);
    }

    /** Returns this convolution with another dilation of the input. */
    public Convolution withInputDilation(int... values) {
        return new Convolution(stride, padLow, padHigh, ShapeRules.list(values), kernelDilation, groups);
    }

    /** Returns this convolution with another number of groups. */
    public Convolution withGroups(int count) {
        return new Convolution(stride, padLow, padHigh, inputDilation, kernelDilation, count);
    }

    /** Returns the number of spatial axes. */
    public int spatialAxes() {
        return stride.size();
    }

    @Override
    public String name() {
        return "cortado.convolution";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        TensorSpec input = inputs.get(0);
        ShapeRules.sameType(this, input, inputs.get(1));
        ShapeRules.floating(this, input);
        Places places = places(input.shape(), inputs.get(1).shape());
        if (places.problem != null) {
            throw places.problem.recoveringAs(List.of(input.with(places.shape)));
        }
        return List.of(input.with(places.shape));
    }

    /** The shape of the result, and what is wrong where it is only the one that the proposed fix would give. */
    private record Places(Shape shape, ShapeException problem) {}

    private Places places(Shape input, Shape kernel) {
        int axes = spatialAxes();
        ShapeRules.spatial("a convolution", "stride", stride, axes, true);
        ShapeRules.spatial("a convolution", "padding before", padLow, axes, false);
        ShapeRules.spatial("a convolution", "padding after", padHigh, axes, false);
        ShapeRules.spatial("a convolution", "input dilation", inputDilation, axes, true);
        ShapeRules.spatial("a convolution", "kernel dilation", kernelDilation, axes, true);
        if (input.rank() != axes + 2 || kernel.rank() != axes + 2) {
            throw new ShapeException(
                    "a convolution over " + axes + " spatial axes needs input and kernel of " + (axes + 2)
                            + " axes [N, C, ...], but got " + input + " and " + kernel,
                    "reshape the input to [N, C" + ", size".repeat(axes) + "]",
                    null);
        }
        int channels = input.size(1);
        int[] sizes = new int[axes + 2];
        sizes[0] = input.size(0);
        sizes[1] = kernel.size(0);
        ShapeException failure = checkChannels(channels, kernel);
        for (int i = 0; i < axes; i++) {
            int spread = WindowArithmetic.spread(input.size(i + 2), inputDilation.get(i));
            int window = kernel.size(i + 2);
            int size = WindowArithmetic.places(
                    spread, window, stride.get(i), padLow.get(i), padHigh.get(i), kernelDilation.get(i));
            if (size < 1 && failure == null) {
                failure = WindowArithmetic.doesNotFit(
                        "kernel",
                        Shape.of(Arrays.copyOfRange(input.toArray(), 1, axes + 2))
                                .toString(),
                        WindowArithmetic.axisName(i, axes),
                        spread,
                        window,
                        stride.get(i),
                        padLow.get(i),
                        padHigh.get(i),
                        kernelDilation.get(i));
            }
            if (size < 1) {
                int fit = WindowArithmetic.fittingPadding(WindowArithmetic.extent(window, kernelDilation.get(i)));
                size = Math.max(
                        1, WindowArithmetic.places(spread, window, stride.get(i), fit, fit, kernelDilation.get(i)));
            }
            sizes[i + 2] = size;
        }
        return new Places(Shape.of(sizes), failure);
    }

    private ShapeException checkChannels(int channels, Shape kernel) {
        if (groups < 1 || channels % groups != 0 || kernel.size(0) % groups != 0) {
            return new ShapeException(
                    channels + " input and " + kernel.size(0) + " output channels cannot be split into " + groups
                            + " groups",
                    "use a number of groups that divides both",
                    null);
        }
        if (kernel.size(1) * groups != channels) {
            return new ShapeException(
                    "the input has " + channels + " channels, but the kernel " + kernel + " takes "
                            + kernel.size(1) * groups,
                    "use a kernel of " + channels / groups + " input channels",
                    null);
        }
        return null;
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        Shape kernel = inputs.get(1).shape();
        long perOutput = kernel.elements(1, kernel.rank());
        long bytes =
                inputs.get(0).bytes() + inputs.get(1).bytes() + outputs.get(0).bytes();
        return new Cost(2 * perOutput * outputs.get(0).elements(), bytes);
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor dy = b.outputGradient(0);
        Tensor input = b.input(0);
        Tensor kernel = b.input(1);
        return Arrays.asList(
                b.needs(0) ? kernel.apply(new ConvolutionInputGradient(this, input.shape()), dy) : null,
                b.needs(1) ? input.apply(new ConvolutionWeightGradient(this, kernel.shape()), dy) : null);
    }
}
