package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Dropout;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.MaxPool2d;
import dev.cortado.layers.Padding;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.option.Bounds;

/**
 * A small VGG (Simonyan and Zisserman 2015): three pairs of 3x3 convolutions with 32, 64 and 128 filters, each convolution
 * followed by batch normalization and ReLU, and 256 hidden units.
 *
 * @param dropout the rate of dropout before the last two layers; 0 for none
 */
public record VggSmall(double dropout) implements NetworkRecipe {

    /** Creates the recipe. */
    public VggSmall {
        Bounds.below("vgg-small", "dropout", dropout, 0, 1);
    }

    /** Returns the recipe without dropout. */
    public static VggSmall of() {
        return new VggSmall(0);
    }

    @Override
    public String name() {
        return "vgg-small";
    }

    @Override
    public String summary() {
        return "six 3x3 convolutions with batch normalization, 256 hidden units";
    }

    @Override
    public Layer build(Shape image, int classes) {
        Sequential.Builder network = Sequential.named();
        int[] filters = {32, 32, 64, 64, 128, 128};
        for (int i = 0; i < filters.length; i++) {
            int number = i + 1;
            // the normalization that follows makes a bias useless
            network.add(
                            "conv" + number,
                            Conv2d.of(filters[i], 3)
                                    .withPadding(Padding.keepSize())
                                    .withBias(false))
                    .add("norm" + number, BatchNorm2d.of())
                    .add("relu" + number, Relu.of());
            if (number % 2 == 0) {
                network.add("pool" + number / 2, MaxPool2d.of(2));
            }
        }
        network.add("flatten", Flatten.of());
        addDropout(network, "dropout1");
        network.add("fc1", Linear.of(256)).add("relu7", Relu.of());
        addDropout(network, "dropout2");
        return network.add("fc2", Linear.of(classes)).build();
    }

    private void addDropout(Sequential.Builder network, String name) {
        if (dropout > 0) {
            network.add(name, Dropout.of(dropout));
        }
    }
}
