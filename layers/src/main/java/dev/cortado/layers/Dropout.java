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
 * Sets elements to 0 with a given probability in training and scales the others by {@code 1 / (1 - rate)}; does nothing in
 * inference (Srivastava et al. 2014).
 *
 * <p>Which elements are dropped depends on the seed, the step and the layer's path, and is the same on every backend.
 *
 * @param rate the probability to drop an element, from 0 to below 1
 */
public record Dropout(double rate) implements Layer {

    /** Creates a dropout. */
    public Dropout {
        Bounds.below("Dropout", "rate", rate, 0, 1);
    }

    /** Returns the layer with a rate. */
    public static Dropout of(double rate) {
        return new Dropout(rate);
    }

    /** Returns this layer with another rate. */
    public Dropout withRate(double value) {
        return new Dropout(value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        if (!context.training() || rate == 0) {
            return input;
        }
        return input.apply(new dev.cortado.api.op.Dropout(rate), context.randomBits(input.shape()));
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("dropout").with("rate", rate);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("rate", OptionType.NUMBER, 0.5, "the probability to drop an element, below 1")
                        .between(0, Math.nextDown(1.0)));
        return new ComponentType<>(
                "dropout",
                "drops random elements in training",
                schema,
                (options, inner) -> new Dropout(options.number("rate")));
    }
}
