package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;

/** The logistic function, {@code 1 / (1 + exp(-x))}, from 0 to 1. */
public record Sigmoid() implements Layer {

    /** Returns the layer. */
    public static Sigmoid of() {
        return new Sigmoid();
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        return input.sigmoid();
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("sigmoid");
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>(
                "sigmoid", "1 / (1 + exp(-x))", OptionSchema.of(), (options, inner) -> new Sigmoid());
    }
}
