package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;

/** A linear classifier: the score of a class is a weighted sum of the pixels. */
public record LinearModel() implements NetworkRecipe {

    @Override
    public String name() {
        return "linear";
    }

    @Override
    public String summary() {
        return "a linear classifier on the pixels";
    }

    @Override
    public Layer build(Shape image, int classes) {
        return Sequential.named()
                .add("flatten", Flatten.of())
                .add("fc", Linear.of(classes))
                .build();
    }
}
