package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;

/**
 * Keeps the largest element under a window that slides over images {@code [N, C, H, W]}.
 *
 * <p>NaN wins. Of equal elements the first in row-major order takes the whole gradient. Padding never wins.
 *
 * @param window rows and columns that are combined
 * @param stride distance between two places
 * @param padding what is put around the image
 * @param dilation distance between two rows or columns of the window
 * @param ceilMode whether the last window may hang over the end
 */
public record MaxPool2d(HeightWidth window, HeightWidth stride, Padding padding, HeightWidth dilation, boolean ceilMode)
        implements Layer {

    private static final String NAME = "MaxPool2d";

    /** Creates a pooling layer. */
    public MaxPool2d {
        new PoolGeometry(window, stride, padding, dilation, ceilMode).check(NAME);
    }

    /** Returns a pooling layer whose square windows neither overlap nor leave gaps. */
    public static MaxPool2d of(int window) {
        return of(HeightWidth.of(window));
    }

    /** Returns a pooling layer whose windows neither overlap nor leave gaps. */
    public static MaxPool2d of(HeightWidth window) {
        return new MaxPool2d(window, window, Padding.valid(), HeightWidth.of(1), false);
    }

    /** Returns this layer with another stride along both axes. */
    public MaxPool2d withStride(int both) {
        return withStride(HeightWidth.of(both));
    }

    /** Returns this layer with another stride. */
    public MaxPool2d withStride(HeightWidth value) {
        return new MaxPool2d(window, value, padding, dilation, ceilMode);
    }

    /** Returns this layer with the same padding on all sides. */
    public MaxPool2d withPadding(int all) {
        return withPadding(Padding.of(all));
    }

    /** Returns this layer with another padding. */
    public MaxPool2d withPadding(Padding value) {
        return new MaxPool2d(window, stride, value, dilation, ceilMode);
    }

    /** Returns this layer with another dilation along both axes. */
    public MaxPool2d withDilation(int both) {
        return withDilation(HeightWidth.of(both));
    }

    /** Returns this layer with another dilation. */
    public MaxPool2d withDilation(HeightWidth value) {
        return new MaxPool2d(window, stride, padding, value, ceilMode);
    }

    /** Returns this layer with the number of places rounded up or down. */
    public MaxPool2d withCeilMode(boolean value) {
        return new MaxPool2d(window, stride, padding, dilation, value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        ImageInput.check(context, NAME, input);
        return input.apply(new WindowReduce(WindowReduce.Kind.MAX, geometry().over(input.shape())));
    }

    private PoolGeometry geometry() {
        return new PoolGeometry(window, stride, padding, dilation, ceilMode);
    }

    @Override
    public ComponentSpec describe() {
        return geometry().describe("max_pool2d", true);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>(
                "max_pool2d",
                "keeps the largest element under a sliding window",
                PoolGeometry.schema(true, "rows and columns around the image, which never win"),
                (options, inner) -> {
                    PoolGeometry g = PoolGeometry.from(options);
                    return new MaxPool2d(g.window(), g.stride(), g.padding(), g.dilation(), g.ceilMode());
                });
    }
}
