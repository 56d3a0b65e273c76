package dev.cortado.interop;

import dev.cortado.api.Shape;
import dev.cortado.api.plugin.ComponentSpec;

/**
 * What a model file says.
 *
 * @param input shape of one input without the batch axis, such as 1x28x28; null if the file does not say
 * @param network the layers as one {@code sequential}
 * @param where the name of the file, for messages
 */
public record ModelDescription(Shape input, ComponentSpec network, String where) {}
