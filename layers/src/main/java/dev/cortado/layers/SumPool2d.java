package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;

/**
 * Adds the elements under a window that slides over images {@code [N, C, H, W]}; padding adds nothing.
 *
 * @param window rows and columns that are combined
 * @param stride distance between two places
 * @param padding what is put around the image
 * @param ceilMode whether the last window may hang over the end
 */
public record SumPool2d(HeightWidth window, HeightWidth stride, Padding padding, boolean ceilMode) implements Layer {

    private static final String NAME = "SumPool2d";

    /** Creates a pooling layer. */
    public SumPool2d {
        new PoolGeometry(window, stride, padding, HeightWidth.of(1), ceilMode).check(NAME);
    }

    /** Returns a pooling layer whose square windows neither overlap nor leave gaps. */
    public static SumPool2d of(int window) {
        return of(HeightWidth.of(window));
    }

    /** Returns a pooling layer whose windows neither overlap nor leave gaps. */
    public static SumPool2d of(HeightWidth window) {
        return new SumPool2d(window, window, Padding.valid(), false);
    }

    /** Returns this layer with another stride along both axes. */
    public SumPool2d withStride(int both) {
        return withStride(HeightWidth.of(both));
    }

    /** Returns this layer with another stride. */
    public SumPool2d withStride(HeightWidth value) {
        return new SumPool2d(window, value, padding, ceilMode);
    }

    /** Returns this layer with the same padding on all sides. */
    public SumPool2d withPadding(int all) {
        return withPadding(Padding.of(all));
    }

    /** Returns this layer with another padding. */
    public SumPool2d withPadding(Padding value) {
        return new SumPool2d(window, stride, value, ceilMode);
    }

    /** Returns this layer with the number of places rounded up or down. */
    public SumPool2d withCeilMode(boolean value) {
        return new SumPool2d(window, stride, padding, value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        ImageInput.check(context, NAME, input);
        return input.apply(new WindowReduce(WindowReduce.Kind.SUM, geometry().over(input.shape())));
    }

    private PoolGeometry geometry() {
        return new PoolGeometry(window, stride, padding, HeightWidth.of(1), ceilMode);
    }

    @Override
    public ComponentSpec describe() {
        return geometry().describe("sum_pool2d", false);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>(
                "sum_pool2d",
                "adds the elements under a sliding window",
                PoolGeometry.schema(false, "zeros around the image"),
                (options, inner) -> {
                    PoolGeometry g = PoolGeometry.from(options);
                    return new SumPool2d(g.window(), g.stride(), g.padding(), g.ceilMode());
                });
    }
}
