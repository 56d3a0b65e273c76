package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.GlobalAvgPool2d;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Sequential;

/**
 * The smallest residual network for small images (He et al. 2016, arXiv:1512.03385, section 4.2 with n = 1): a stem and
 * three residual blocks with 16, 32 and 64 filters.
 */
public record ResNet8() implements NetworkRecipe {

    @Override
    public String name() {
        return "resnet-8";
    }

    @Override
    public String summary() {
        return "three residual blocks with batch normalization";
    }

    @Override
    public Layer build(Shape image, int classes) {
        return Sequential.named()
                .add("conv1", ResidualBlock.convolution(16, 1))
                .add("norm1", BatchNorm2d.of())
                .add("relu1", Relu.of())
                .add("block1", ResidualBlock.keeping(16))
                .add("block2", ResidualBlock.halving(32))
                .add("block3", ResidualBlock.halving(64))
                .add("pool", GlobalAvgPool2d.of())
                .add("fc", Linear.of(classes))
                .build();
    }
}
