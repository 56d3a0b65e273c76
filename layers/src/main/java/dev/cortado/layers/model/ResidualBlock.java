package dev.cortado.layers.model;

import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.Relu;
import dev.cortado.layers.Residual;
import dev.cortado.layers.Sequential;

/** The basic block of residual networks: two 3x3 convolutions beside a shortcut (He et al. 2016, arXiv:1512.03385). */
final class ResidualBlock {

    private ResidualBlock() {}

    /** Returns a block that keeps the size of its input. */
    static Layer keeping(int filters) {
        return Residual.of(body(filters, 1)).withActivation(Relu.of());
    }

    /** Returns a block that halves height and width, with a 1x1 convolution as shortcut. */
    static Layer halving(int filters) {
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

    /** Returns a 3x3 convolution without the bias that the normalization behind it would undo. */
    static Layer convolution(int filters, int stride) {
        return Conv2d.of(filters, 3).withStride(stride).withPadding(1).withBias(false);
    }
}
