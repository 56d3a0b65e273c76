package dev.cortado.api.graph;

import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;

/**
 * State that outlives a step: a parameter, a running statistic, a slot of an optimizer.
 *
 * @param path unique name, the layer path and the layer's own name for it, such as {@code conv1.weight}
 * @param spec element type and shape
 * @param trainable whether an optimizer changes it
 */
@Stability.Experimental
public record Variable(String path, TensorSpec spec, boolean trainable) {}
