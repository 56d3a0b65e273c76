package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;

/** The rectified linear unit, {@code max(x, 0)}; its slope at 0 is 0 (Nair and Hinton 2010). */
public record Relu() implements Layer {

    /** Returns the layer. */
    public static Relu of() {
        return new Relu();
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        return input.relu();
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("relu");
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>("relu", "max(x, 0)", OptionSchema.of(), (options, inner) -> new Relu());
    }
}
