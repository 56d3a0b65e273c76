package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;

/**
 * Averages every channel of images {@code [N, C, H, W]} to one number, which gives {@code [N, C]}, ready for a
 * {@link Linear} (Lin, Chen and Yan 2014, arXiv:1312.4400).
 */
public record GlobalAvgPool2d() implements Layer {

    /** Returns the layer. */
    public static GlobalAvgPool2d of() {
        return new GlobalAvgPool2d();
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        ImageInput.check(context, "GlobalAvgPool2d", input);
        return input.mean(2, 3);
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("global_avg_pool2d");
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>(
                "global_avg_pool2d",
                "averages every channel to one number",
                OptionSchema.of(),
                (options, inner) -> new GlobalAvgPool2d());
    }
}
