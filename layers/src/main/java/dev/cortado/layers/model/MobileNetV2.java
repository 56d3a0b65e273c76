package dev.cortado.layers.model;

import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.layers.BatchNorm2d;
import dev.cortado.layers.Conv2d;
import dev.cortado.layers.GlobalAvgPool2d;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Relu6;
import dev.cortado.layers.Residual;
import dev.cortado.layers.Sequential;

/**
 * MobileNetV2 for small images: seventeen inverted residual blocks of 1x1, depthwise 3x3 and 1x1 convolutions (Sandler et
 * al. 2018, arXiv:1801.04381, table 2), behind a stem of stride 1.
 */
public record MobileNetV2() implements NetworkRecipe {

    private static final int STEM = 32;
    private static final int LAST = 1280;

    /** Blocks of one kind in a row; the first of them takes the stride. */
    private record Stage(int expansion, int filters, int blocks, int stride) {}

    private static final Stage[] STAGES = {
        new Stage(1, 16, 1, 1),
        new Stage(6, 24, 2, 2),
        new Stage(6, 32, 3, 2),
        new Stage(6, 64, 4, 2),
        new Stage(6, 96, 3, 1),
        new Stage(6, 160, 3, 2),
        new Stage(6, 320, 1, 1),
    };

    @Override
    public String name() {
        return "mobilenet-v2";
    }

    @Override
    public String summary() {
        return "seventeen inverted residual blocks with depthwise convolutions";
    }

    @Override
    public Layer build(Shape image, int classes) {
        Sequential.Builder network = Sequential.named();
        add(network, "stem", Conv2d.of(STEM, 3).withPadding(1), true);
        int channels = STEM;
        int number = 1;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                Layer body = inverted(channels, stage, i == 0 ? stage.stride() : 1);
                boolean sameSize = channels == stage.filters() && i > 0;
                network.add("block" + number++, sameSize ? Residual.of(body) : body);
                channels = stage.filters();
            }
        }
        add(network, "last", Conv2d.of(LAST, 1), true);
        return network.add("pool", GlobalAvgPool2d.of())
                .add("fc", Linear.of(classes))
                .build();
    }

    private static Layer inverted(int channels, Stage stage, int stride) {
        int wide = channels * stage.expansion();
        Sequential.Builder body = Sequential.named();
        if (stage.expansion() > 1) {
            add(body, "expand", Conv2d.of(wide, 1), true);
        }
        add(
                body,
                "depthwise",
                Conv2d.of(wide, 3).withStride(stride).withPadding(1).withGroups(wide),
                true);
        add(body, "project", Conv2d.of(stage.filters(), 1), false);
        return body.build();
    }

    private static void add(Sequential.Builder network, String name, Conv2d convolution, boolean activation) {
        network.add(name, convolution.withBias(false)).add(name + "_norm", BatchNorm2d.of());
        if (activation) {
            network.add(name + "_relu", Relu6.of());
        }
    }
}
