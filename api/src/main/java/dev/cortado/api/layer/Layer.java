package dev.cortado.api.layer;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.plugin.ComponentSpec;

/**
 * A building block of a network: says what becomes of its input, and declares its parameters while doing so.
 *
 * <p>Layers are immutable and hold no weights; records serve well. {@link #forward} runs while the network is traced, when
 * all shapes are known, so nobody states the number of input channels. Use the same layer object twice to share its
 * parameters.
 */
@Stability.Stable
public interface Layer {

    /**
     * Returns the result for an input.
     *
     * @param context declares parameters and state, and calls inner layers
     * @param input usually {@code [N, C, H, W]}
     */
    Tensor forward(LayerContext context, Tensor input);

    /**
     * Returns the registered type and the options from which an equal layer can be made, for saving a model.
     *
     * @throws CortadoException if this layer is not registered; weights can still be saved
     */
    default ComponentSpec describe() {
        throw CortadoException.user(
                "layer-not-described",
                getClass().getSimpleName(),
                "this layer does not say how to make it again, so the model's structure cannot be saved",
                "override describe() and register the layer in a CortadoPlugin, or save the weights alone");
    }
}
