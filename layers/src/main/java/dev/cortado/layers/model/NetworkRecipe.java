package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;

/** A ready network that fits itself to the number of classes. */
public interface NetworkRecipe {

    /** Returns the name under which it is chosen, lower case, such as {@code lenet}. */
    String name();

    /** Returns one line that says what it is. */
    String summary();

    /**
     * Returns the network, from images {@code [N, C, H, W]} to one score per class.
     *
     * @param image shape of one image, {@code [C, H, W]}
     * @param classes number of classes, at least 1
     */
    Layer build(Shape image, int classes);
}
