package dev.cortado.layers;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.layer.State;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.layers.option.Bounds;
import java.util.List;

/**
 * Batch normalization per channel of {@code [N, C, H, W]} or {@code [N, C]} (Ioffe and Szegedy 2015, arXiv:1502.03167).
 *
 * <p>In training it normalizes with the mean and the biased variance of the batch, and lets {@code running_mean} and
 * {@code running_var} follow, the latter with the unbiased variance; in inference it normalizes with these. Parameters:
 * {@code weight}, which starts at 1, and {@code bias}, which starts at 0. All four are {@code [C]}.
 *
 * @param epsilon added to the variance under the root
 * @param momentum the weight of the new value in a running statistic, from 0 to 1 (as in PyTorch; Keras: of the old one)
 */
public record BatchNorm2d(double epsilon, double momentum) implements Layer {

    private static final String NAME = "BatchNorm2d";

    /** Creates a normalization. */
    public BatchNorm2d {
        Bounds.notNegative(NAME, "epsilon", epsilon);
        Bounds.between(NAME, "momentum", momentum, 0, 1);
    }

    /** Returns a normalization with epsilon 1e-5 and momentum 0.1. */
    public static BatchNorm2d of() {
        return new BatchNorm2d(1e-5, 0.1);
    }

    /** Returns this layer with another number added to the variance. */
    public BatchNorm2d withEpsilon(double value) {
        return new BatchNorm2d(value, momentum);
    }

    /** Returns this layer with another weight of the new value. */
    public BatchNorm2d withMomentum(double value) {
        return new BatchNorm2d(epsilon, value);
    }

    @Override
    public Tensor forward(LayerContext context, Tensor input) {
        Shape shape = input.shape();
        if (shape.rank() < 2) {
            throw context.problem(
                    "input " + shape + " has no channels, but BatchNorm2d needs [N, C] or [N, C, H, W]",
                    "add a batch axis and a channel axis");
        }
        Shape channels = Shape.of(shape.size(1));
        Tensor weight = context.parameter("weight", channels, Initializer.constant(1));
        Tensor bias = context.parameter("bias", channels, Initializer.constant(0));
        State mean = context.state("running_mean", channels, Initializer.constant(0));
        State variance = context.state("running_var", channels, Initializer.constant(1));
        if (!context.training()) {
            return input.apply(new BatchNormInference(epsilon), weight, bias, mean.value(), variance.value());
        }
        List<Tensor> results = input.scope().apply(new BatchNormTraining(epsilon), List.of(input, weight, bias));
        double count = (double) shape.size(0) * shape.elements(2, shape.rank());
        // the unbiased variance of a single element is not defined
        double unbiased = count > 1 ? count / (count - 1) : 1;
        follow(context, mean, results.get(1), momentum);
        follow(context, variance, results.get(2), momentum * unbiased);
        return results.get(0);
    }

    private void follow(LayerContext context, State running, Tensor batch, double share) {
        context.update(running, running.value().multiply(1 - momentum).add(batch.multiply(share)));
    }

    @Override
    public ComponentSpec describe() {
        return ComponentSpec.of("batch_norm2d").with("epsilon", epsilon).with("momentum", momentum);
    }

    /** Returns how this layer is chosen by name. */
    public static ComponentType<Layer> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("epsilon", OptionType.NUMBER, 1e-5, "added to the variance under the root")
                        .atLeast(0),
                Option.optional("momentum", OptionType.NUMBER, 0.1, "weight of the new value in the running statistics")
                        .between(0, 1));
        return new ComponentType<>(
                "batch_norm2d",
                "normalizes every channel over the batch",
                schema,
                (options, inner) -> new BatchNorm2d(options.number("epsilon"), options.number("momentum")));
    }
}
