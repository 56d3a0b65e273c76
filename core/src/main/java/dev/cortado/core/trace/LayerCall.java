package dev.cortado.core.trace;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Value;
import dev.cortado.api.layer.Layer;

/**
 * One use of a layer that was seen while tracing.
 *
 * @param path where it stands
 * @param layer the layer
 * @param input what went in
 * @param output what came out
 * @param depth 0 for the network itself
 * @param composite whether it called other layers
 */
public record LayerCall(String path, Layer layer, Value input, Value output, int depth, boolean composite) {

    /** Returns the type and shape of the result. */
    public TensorSpec outputSpec() {
        return output.spec();
    }
}
