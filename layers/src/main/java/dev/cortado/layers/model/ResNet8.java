package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.GlobalAvgPool2d;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Residual;
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
                .add("conv1", convolution(16, 1))
                .add("norm1", BatchNorm2d.of())
                .add("relu1", Relu.of())
                .add("block1", Residual.of(body(16, 1)).withActivation(Relu.of()))
                .add("block2", narrowing(32))
                .add("block3", narrowing(64))
                .add("pool", GlobalAvgPool2d.of())
                .add("fc", Linear.of(classes))
                .build();
    }

    private static Layer narrowing(int filters) {
        Layer shortcut = Sequential.named()
                .add("conv", Conv2d.of(filters, 1).withStride(2).withBias(false))
                .add("norm", BatchNorm2d.of())
                .build();
        return Residual.of(body(filters, 2)).withShortcut(shortcut).withActivation(Relu.of());
    }

    private static Layer body(int filters, int stride) {
        return Sequential.named()
                .add("conv1", convolution(filters, stride))
                .add("norm1", BatchNorm2d.of())
                .add("relu1", Relu.of())
                .add("conv2", convolution(filters, 1))
                .add("norm2", BatchNorm2d.of())
                .build();
    }

    private static Layer convolution(int filters, int stride) {
        return Conv2d.of(filters, 3).withStride(stride).withPadding(1).withBias(false);
    }
}
