package dev.cortado.layers;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionType;

/**
 * Averages the elements under a window that slides over images {@code [N, C, H, W]}.
 *
 * <p>Each sum is divided by how many elements of the padded image its window covers, or, unless padding is counted, of the
 * image itself. What hangs over even the padding, with {@code ceilMode}, never counts (PyTorch).
 *
 * @param window rows and columns that are combined
 * @param stride distance between two places
 * @param padding zeros around the image
 * @param ceilMode whether the last window may hang over the end
 * @param countIncludePad whether padding counts in the average
 */
public record AvgPool2d(
        HeightWidth window, HeightWidth stride, Padding padding, boolean ceilMode, boolean countIncludePad)
        implements Layer {

    private static final String NAME = "AvgPool2d";

    /** Creates a pooling layer. */
    public AvgPool2d {
        new PoolGeometry(window, stride, padding, HeightWidth.of(1), ceilMode).check(NAME);
    }

    /** Returns a pooling layer whose square windows neither overlap nor leave gaps. */
    public static AvgPool2d of(int window) {
        return of(HeightWidth.of(window));
    }

    /** Returns a pooling layer whose windows neither overlap nor leave gaps. */
    public static AvgPool2d of(HeightWidth window) {
        return new AvgPool2d(window, window, Padding.valid(), false, true);
    }

    /** Returns this layer with another stride along both axes. */
    public AvgPool2d withStride(int both) {
        return withStride(HeightWidth.of(both));
    }

    /** Returns this layer with another stride. */
    public AvgPool2d withStride(HeightWidth value) {
        return new AvgPool2d(window, value, padding, ceilMode, countIncludePad);
    }

    /** Returns this layer with the same padding on all sides. */
    public AvgPool2d withPadding(int all) {
        return withPadding(Padding.of(all));
    }

    /** Returns this layer with another padding. */
    public AvgPool2d withPadding(Padding value) {
        return new AvgPool2d(window, stride, value, ceilMode, countIncludePad);
    }

    /** Returns this layer with the number of places rounded up or down. */
    public AvgPool2d withCeilMode(boolean value) {
        return new AvgPool2d(window, stride, padding, value, countIncludePad);
    }

    /** Returns this layer with padding counted in the average or not. */
    public AvgPool2d withCountIncludePad(boolean value) {
        return new AvgPool2d(window, stride, padding, ceilMode, value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        ImageInput.check(context, NAME, input);
        Shape image = input.shape();
        Tensor sum =
                input.apply(new WindowReduce(WindowReduce.Kind.SUM, geometry().over(image)));
        int[] rows = counts(0, image, sum.shape().size(2));
        int[] columns = counts(1, image, sum.shape().size(3));
        if (allEqual(rows) && allEqual(columns)) {
            return sum.divide((double) rows[0] * columns[0]);
        }
        TensorSpec places = TensorSpec.of(input.dtype(), rows.length, columns.length);
        HostTensor divisors = HostTensor.zeros(places);
        for (int i = 0; i < places.elements(); i++) {
            divisors.set(i, (double) rows[i / columns.length] * columns[i % columns.length]);
        }
        return sum.divide(input.constant(divisors));
    }

    /** Returns how many elements count along an axis, per place of the window. */
    private int[] counts(int axis, Shape image, int places) {
        int low = countIncludePad ? geometry().low(axis, image) : 0;
        int high = countIncludePad ? geometry().high(axis, image) : 0;
        int[] counts = new int[places];
        for (int place = 0; place < places; place++) {
            int start = place * stride.get(axis) - geometry().low(axis, image);
            int end = Math.min(start + window.get(axis), image.size(axis + 2) + high);
            counts[place] = end - Math.max(start, -low);
        }
        return counts;
    }

    private static boolean allEqual(int[] values) {
        for (int value : values) {
            if (value != values[0]) {
                return false;
            }
        }
        return true;
    }

    private PoolGeometry geometry() {
        return new PoolGeometry(window, stride, padding, HeightWidth.of(1), ceilMode);
    }

    @Override
    public ComponentSpec describe() {
        return geometry().describe("avg_pool2d", false).with("count_include_pad", countIncludePad);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        Option count =
                Option.optional("count_include_pad", OptionType.BOOLEAN, true, "whether padding counts in the average");
        return new ComponentType<>(
                "avg_pool2d",
                "averages the elements under a sliding window",
                PoolGeometry.schema(false, "zeros around the image", count),
                (options, inner) -> {
                    PoolGeometry g = PoolGeometry.from(options);
                    return new AvgPool2d(
                            g.window(), g.stride(), g.padding(), g.ceilMode(), options.bool("count_include_pad"));
                });
    }
}
