package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.MaxPool2d;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;

/** LeNet in the form that came with Caffe, after LeCun et al. 1998: two convolutions of 5x5 and 500 hidden units. */
public record LeNet() implements NetworkRecipe {

    @Override
    public String name() {
        return "lenet";
    }

    @Override
    public String summary() {
        return "two 5x5 convolutions with pooling, 500 hidden units";
    }

    @Override
    public Layer build(Shape image, int classes) {
        return Sequential.named()
                .add("conv1", Conv2d.of(20, 5))
                .add("pool1", MaxPool2d.of(2))
                .add("conv2", Conv2d.of(50, 5))
                .add("pool2", MaxPool2d.of(2))
                .add("flatten", Flatten.of())
                .add("fc1", Linear.of(500))
                .add("relu1", Relu.of())
                .add("fc2", Linear.of(classes))
                .build();
    }
}
