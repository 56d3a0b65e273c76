package dev.cortado.layers;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.LayerContext;

/** The check that layers over images share. */
final class ImageInput {

    private ImageInput() {}

    /**
     * Checks that an input is {@code [N, C, H, W]}.
     *
     * @throws CortadoException if it is not
     */
    static void check(LayerContext context, String layer, Tensor input) {
        Shape shape = input.shape();
        if (shape.rank() == 4) {
            return;
        }
        String fix = switch (shape.rank()) {
            case 2 -> "put it before Flatten, GlobalAvgPool2d and Linear";
            case 3 -> "add an axis of size 1 for the batch or for the channels";
            default -> "reshape the input to images";
        };
        throw context.problem(
                "input " + shape + " has " + shape.rank() + " axes, but " + layer + " needs images [N, C, H, W]", fix);
    }
}
