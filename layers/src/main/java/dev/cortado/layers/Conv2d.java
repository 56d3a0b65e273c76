package dev.cortado.layers;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.layers.initializer.FanInitializer;
import dev.cortado.layers.initializer.InitializerText;
import dev.cortado.layers.option.Bounds;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Convolution over images {@code [N, C, H, W]}: every filter slides over the image and gives one channel of the result.
 *
 * <p>The kernel is not flipped. Parameters: {@code weight} {@code [filters, C / groups, height, width]} and, unless
 * switched off, {@code bias} {@code [filters]}, which starts at 0.
 *
 * @param filters number of output channels
 * @param kernelSize rows and columns that a filter sees
 * @param stride distance between two places
 * @param padding what is put around the image
 * @param dilation distance between two rows or columns that a filter sees
 * @param groups into how many groups channels are split that do not see each other
 * @param bias whether each filter adds a number of its own
 * @param initializer what the weights start with
 */
public record Conv2d(
        int filters,
        HeightWidth kernelSize,
        HeightWidth stride,
        Padding padding,
        HeightWidth dilation,
        int groups,
        boolean bias,
        Initializer initializer)
        implements Layer {

    private static final String NAME = "Conv2d";

    /** Creates a convolution. */
    public Conv2d {
        Bounds.atLeast(NAME, "filters", filters, 1);
        kernelSize.checkPositive(NAME, "kernel_size");
        stride.checkPositive(NAME, "stride");
        dilation.checkPositive(NAME, "dilation");
        Bounds.atLeast(NAME, "groups", groups, 1);
    }

    /** Returns a convolution with a square kernel, stride 1, a bias, and neither padding, dilation nor groups. */
    public static Conv2d of(int filters, int kernelSize) {
        return of(filters, HeightWidth.of(kernelSize));
    }

    /** Returns a convolution with stride 1, a bias, and neither padding, dilation nor groups. */
    public static Conv2d of(int filters, HeightWidth kernelSize) {
        HeightWidth one = HeightWidth.of(1);
        return new Conv2d(filters, kernelSize, one, Padding.valid(), one, 1, true, FanInitializer.HE_NORMAL);
    }

    /** Returns this layer with another stride along both axes. */
    public Conv2d withStride(int both) {
        return withStride(HeightWidth.of(both));
    }

    /** Returns this layer with another stride. */
    public Conv2d withStride(HeightWidth value) {
        return new Conv2d(filters, kernelSize, value, padding, dilation, groups, bias, initializer);
    }

    /** Returns this layer with the same padding on all sides. */
    public Conv2d withPadding(int all) {
        return withPadding(Padding.of(all));
    }

    /** Returns this layer with another padding. */
    public Conv2d withPadding(Padding value) {
        return new Conv2d(filters, kernelSize, stride, value, dilation, groups, bias, initializer);
    }

    /** Returns this layer with another dilation along both axes. */
    public Conv2d withDilation(int both) {
        return withDilation(HeightWidth.of(both));
    }

    /** Returns this layer with another dilation. */
    public Conv2d withDilation(HeightWidth value) {
        return new Conv2d(filters, kernelSize, stride, padding, value, groups, bias, initializer);
    }

    /** Returns this layer with another number of groups. */
    public Conv2d withGroups(int count) {
        return new Conv2d(filters, kernelSize, stride, padding, dilation, count, bias, initializer);
    }

    /** Returns this layer with or without a bias. */
    public Conv2d withBias(boolean value) {
        return new Conv2d(filters, kernelSize, stride, padding, dilation, groups, value, initializer);
    }

    /** Returns this layer with weights that start otherwise. */
    public Conv2d withInitializer(Initializer value) {
        return new Conv2d(filters, kernelSize, stride, padding, dilation, groups, bias, value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        ImageInput.check(context, NAME, input);
        Shape image = input.shape();
        checkGroups(input);
        Tensor weight = context.parameter("weight", kernelShape(image.size(1), groups), initializer);
        Tensor result = input.apply(operation(image, groups), weight);
        if (!bias) {
            return result;
        }
        Tensor offset = context.parameter("bias", Shape.of(filters), Initializer.constant(0));
        return result.add(offset.apply(Broadcast.along(1, result.shape())));
    }

    private Shape kernelShape(int channels, int split) {
        return WeightShape.of(filters, channels / split, kernelSize.height(), kernelSize.width());
    }

    private Convolution operation(Shape image, int split) {
        int[] low = new int[2];
        int[] high = new int[2];
        for (int axis = 0; axis < 2; axis++) {
            int size = image.size(axis + 2);
            int extent = dilation.get(axis) * (kernelSize.get(axis) - 1) + 1;
            low[axis] = padding.low(axis, size, extent, stride.get(axis));
            high[axis] = padding.high(axis, size, extent, stride.get(axis));
        }
        return Convolution.of(2)
                .withStride(stride.toArray())
                .withPadding(low, high)
                .withKernelDilation(dilation.toArray())
                .withGroups(split);
    }

    private void checkGroups(Tensor input) {
        int channels = input.shape().size(1);
        if (channels % groups == 0 && filters % groups == 0) {
            return;
        }
        String possible = IntStream.rangeClosed(1, Math.max(1, Math.min(channels, filters)))
                .filter(n -> channels % n == 0 && filters % n == 0)
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(", "));
        // how many groups there are does not change the shape of the result, so tracing can go on
        Shape kernel = kernelShape(channels, 1);
        throw new ShapeException(
                "input " + input.shape() + " has " + channels + " channels, which with " + filters
                        + " filters cannot be split into " + groups + " groups",
                "use a number of groups that divides both: " + possible,
                operation(input.shape(), 1)
                        .infer(List.of(input.spec(), input.spec().with(kernel))));
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("conv2d")
                .with("filters", (long) filters)
                .with("kernel_size", kernelSize.toOption())
                .with("stride", stride.toOption())
                .with("padding", padding.toOption())
                .with("dilation", dilation.toOption())
                .with("groups", (long) groups)
                .with("bias", bias)
                .with("initializer", InitializerText.format(NAME, initializer));
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.required("filters", OptionType.INTEGER, "number of output channels")
                        .between(1, Integer.MAX_VALUE),
                Option.required("kernel_size", OptionType.INTEGERS, "rows and columns that a filter sees")
                        .between(1, Integer.MAX_VALUE),
                Option.optional("stride", OptionType.INTEGERS, 1, "distance between two places")
                        .between(1, Integer.MAX_VALUE),
                Option.optional("padding", OptionType.PADDING, "valid", "zeros around the image; same keeps its size")
                        .between(0, Integer.MAX_VALUE),
                Option.optional("dilation", OptionType.INTEGERS, 1, "distance between two rows that a filter sees")
                        .between(1, Integer.MAX_VALUE),
                Option.optional("groups", OptionType.INTEGER, 1, "groups of channels that do not see each other")
                        .between(1, Integer.MAX_VALUE),
                Option.optional("bias", OptionType.BOOLEAN, true, "whether each filter adds a number of its own"),
                InitializerText.option());
        return new ComponentType<>(
                "conv2d",
                "slides filters over an image",
                schema,
                (options, inner) -> new Conv2d(
                        options.integer("filters"),
                        HeightWidth.from(options, "kernel_size"),
                        HeightWidth.from(options, "stride"),
                        Padding.from(options, "padding"),
                        HeightWidth.from(options, "dilation"),
                        options.integer("groups"),
                        options.bool("bias"),
                        InitializerText.parse(options.where(), options.text("initializer"))));
    }
}
