package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;

/** The hyperbolic tangent, from -1 to 1. */
public record Tanh() implements Layer {

    /** Returns the layer. */
    public static Tanh of() {
        return new Tanh();
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        return input.tanh();
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("tanh");
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>("tanh", "hyperbolic tangent", OptionSchema.of(), (options, inner) -> new Tanh());
    }
}
