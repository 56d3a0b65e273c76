package dev.cortado.layers;

import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.Binary;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;

/**
 * The rectified linear unit that stops at 6, {@code min(max(x, 0), 6)}; its slope at 0 and at 6 is 0 (Howard et al. 2017,
 * arXiv:1704.04861).
 */
public record Relu6() implements Layer {

    private static final double MOST = 6;

    /** Returns the layer. */
    public static Relu6 of() {
        return new Relu6();
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        // A selection, because a minimum would give half of the gradient at 6.
        Tensor most = input.filled(input.shape(), MOST);
        return input.scalar(Binary.Kind.GREATER_EQUAL, MOST).select(most, input.relu());
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("relu6");
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        return new ComponentType<>("relu6", "min(max(x, 0), 6)", OptionSchema.of(), (options, inner) -> new Relu6());
    }
}
