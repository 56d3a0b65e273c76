package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.layers.option.Bounds;

/**
 * The leaky rectified linear unit, {@code x} above 0 and {@code slope * x} elsewhere (Maas et al. 2013).
 *
 * @param slope the slope at and below 0, greater than 0
 */
public record LeakyRelu(double slope) implements Layer {

    /** Creates a leaky rectified linear unit. */
    public LeakyRelu {
        Bounds.positive("LeakyRelu", "slope", slope);
    }

    /** Returns the layer with slope 0.01. */
    public static LeakyRelu of() {
        return new LeakyRelu(0.01);
    }

    /** Returns this layer with another slope. */
    public LeakyRelu withSlope(double value) {
        return new LeakyRelu(value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        return input.apply(new dev.cortado.api.op.LeakyRelu(slope));
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("leaky_relu").with("slope", slope);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("slope", OptionType.NUMBER, 0.01, "the slope at and below 0, greater than 0"));
        return new ComponentType<>(
                "leaky_relu",
                "x above 0, slope * x below",
                schema,
                (options, inner) -> new LeakyRelu(options.number("slope")));
    }
}
