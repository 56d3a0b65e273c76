package dev.cortado.layers;

import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import java.util.List;

/**
 * Exponentials normalized to sum 1 along an axis, which turns scores into probabilities.
 *
 * <p>A network that is trained with {@link dev.cortado.layers.loss.SoftmaxCrossEntropyLoss} ends with scores and without
 * this layer, since the loss contains it.
 *
 * @param axis the axis along which the results sum to 1; negative ones count from the end
 */
public record Softmax(int axis) implements Layer {

    /** Returns the layer over axis 1, the classes. */
    public static Softmax of() {
        return new Softmax(1);
    }

    /** Returns this layer over another axis. */
    public Softmax withAxis(int value) {
        return new Softmax(value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        int rank = input.shape().rank();
        if (axis < -rank || axis >= rank) {
            throw new ShapeException(
                    "input " + input.shape() + " has no axis " + axis,
                    rank == 0 ? "add a batch axis and a class axis" : "use an axis from " + -rank + " to " + (rank - 1),
                    List.of(input.spec()));
        }
        return input.softmax(axis);
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("softmax").with("axis", (long) axis);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("axis", OptionType.INTEGER, 1, "the axis along which the results sum to 1")
                        .between(Integer.MIN_VALUE, Integer.MAX_VALUE));
        return new ComponentType<>(
                "softmax",
                "exponentials normalized to sum 1",
                schema,
                (options, inner) -> new Softmax(options.integer("axis")));
    }
}
