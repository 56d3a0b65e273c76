package dev.cortado.layers.initializer;

import dev.cortado.api.layer.Initializer;
import dev.cortado.api.plugin.ComponentSpec;

/** An initializer that says how to make it again, so that layers that use it can be saved. */
public interface DescribedInitializer extends Initializer {

    /** Returns the registered type and the options from which an equal initializer can be made. */
    ComponentSpec describe();
}
