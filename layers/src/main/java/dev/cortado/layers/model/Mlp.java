package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;

/** A perceptron with two hidden layers of 256 and 128 units. */
public record Mlp() implements NetworkRecipe {

    @Override
    public String name() {
        return "mlp";
    }

    @Override
    public String summary() {
        return "fully connected layers of 256 and 128 units";
    }

    @Override
    public Layer build(Shape image, int classes) {
        return Sequential.named()
                .add("flatten", Flatten.of())
                .add("fc1", Linear.of(256))
                .add("relu1", Relu.of())
                .add("fc2", Linear.of(128))
                .add("relu2", Relu.of())
                .add("fc3", Linear.of(classes))
                .build();
    }
}
