package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.GlobalAvgPool2d;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;

/**
 * ResNet-18 for small images: eight residual blocks with 64 to 512 filters (He et al. 2016, arXiv:1512.03385, table 1),
 * behind a 3x3 convolution of stride 1 in place of the 7x7 one and the pooling that images of 224x224 need.
 */
public record ResNet18() implements NetworkRecipe {

    private static final int[] FILTERS = {64, 128, 256, 512};

    @Override
    public String name() {
        return "resnet-18";
    }

    @Override
    public String summary() {
        return "eight residual blocks with 64 to 512 filters";
    }

    @Override
    public Layer build(Shape image, int classes) {
        Sequential.Builder network = Sequential.named()
                .add("conv1", ResidualBlock.convolution(FILTERS[0], 1))
                .add("norm1", BatchNorm2d.of())
                .add("relu1", Relu.of());
        int number = 1;
        for (int filters : FILTERS) {
            Layer first = number == 1 ? ResidualBlock.keeping(filters) : ResidualBlock.halving(filters);
            network.add("block" + number++, first).add("block" + number++, ResidualBlock.keeping(filters));
        }
        return network.add("pool", GlobalAvgPool2d.of())
                .add("fc", Linear.of(classes))
                .build();
    }
}
