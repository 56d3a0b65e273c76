package dev.cortado.layers;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;

/** Turns every sample into a vector, in row-major order: {@code [N, C, H, W]} into {@code [N, C * H * W]}. */
public record Flatten() implements Layer {

    /** Returns the layer. */
    public static Flatten of() {
        return new Flatten();
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        Shape shape = input.shape();
        if (shape.rank() == 0) {
            throw context.problem("the input is a scalar, but Flatten needs a batch [N, ...]", "add a batch axis");
        }
        return input.reshape(shape.size(0), shape.elements(1, shape.rank()));
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("flatten");
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>(
                "flatten", "turns every sample into a vector", OptionSchema.of(), (options, inner) -> new Flatten());
    }
}
