package dev.cortado.layers;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.layers.initializer.FanInitializer;
import dev.cortado.layers.initializer.InitializerText;
import dev.cortado.layers.option.Bounds;
import java.util.List;

/**
 * A fully connected layer: every unit is a weighted sum of all features, {@code x W^T + b} on {@code [N, features]}.
 *
 * <p>Parameters: {@code weight} {@code [units, features]} and, unless switched off, {@code bias} {@code [units]}, which
 * starts at 0.
 *
 * @param units number of results per sample
 * @param bias whether each unit adds a number of its own
 * @param initializer what the weights start with
 */
public record Linear(int units, boolean bias, Initializer initializer) implements Layer {

    private static final String NAME = "Linear";

    /** Creates a fully connected layer. */
    public Linear {
        Bounds.atLeast(NAME, "units", units, 1);
    }

    /** Returns a fully connected layer with a bias. */
    public static Linear of(int units) {
        return new Linear(units, true, FanInitializer.HE_NORMAL);
    }

    /** Returns this layer with or without a bias. */
    public Linear withBias(boolean value) {
        return new Linear(units, value, initializer);
    }

    /** Returns this layer with weights that start otherwise. */
    public Linear withInitializer(Initializer value) {
        return new Linear(units, bias, value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        Shape shape = input.shape();
        if (shape.rank() != 2) {
            throw wrongRank(input);
        }
        Tensor weight = context.parameter("weight", WeightShape.of(units, shape.size(1)), initializer);
        Tensor result = input.apply(new MatMul(false, true), weight);
        if (!bias) {
            return result;
        }
        Tensor offset = context.parameter("bias", Shape.of(units), Initializer.constant(0));
        return result.add(offset.apply(Broadcast.along(1, result.shape())));
    }

    private ShapeException wrongRank(Tensor input) {
        Shape shape = input.shape();
        String problem = "input " + shape + " has " + (shape.rank() == 1 ? "1 axis" : shape.rank() + " axes")
                + ", but Linear needs vectors [N, features]";
        if (shape.rank() < 2) {
            return new ShapeException(problem, "add an axis of size 1 for the batch", null);
        }
        return new ShapeException(
                problem,
                "put Flatten before it, which gives " + shape.size(0) + "x" + shape.elements(1, shape.rank()),
                List.of(input.spec().with(WeightShape.of(shape.size(0), units))));
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("linear")
                .with("units", (long) units)
                .with("bias", bias)
                .with("initializer", InitializerText.format(NAME, initializer));
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.required("units", OptionType.INTEGER, "number of results per sample")
                        .between(1, Integer.MAX_VALUE),
                Option.optional("bias", OptionType.BOOLEAN, true, "whether each unit adds a number of its own"),
                InitializerText.option());
        return new ComponentType<>(
                "linear",
                "weighted sums of all features",
                schema,
                (options, inner) -> new Linear(
                        options.integer("units"),
                        options.bool("bias"),
                        InitializerText.parse(options.where(), options.text("initializer"))));
    }
}
