package dev.cortado.layers.loss;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.train.Loss;
import dev.cortado.layers.option.Bounds;

/**
 * The mean cross-entropy between class scores {@code [N, C, ...]} and int32 labels {@code [N, ...]}.
 *
 * <p>Scores are raw: the loss contains the softmax. With smoothing s the target is {@code 1 - s} on the label plus
 * {@code s / C} on every class (Szegedy et al. 2016, arXiv:1512.00567).
 *
 * @param labelSmoothing s, from 0 to below 1
 */
public record SoftmaxCrossEntropyLoss(double labelSmoothing) implements Loss {

    /** Creates the loss. */
    public SoftmaxCrossEntropyLoss {
        Bounds.below("softmax_cross_entropy", "label_smoothing", labelSmoothing, 0, 1);
    }

    /** Returns the loss without smoothing. */
    public static SoftmaxCrossEntropyLoss of() {
        return new SoftmaxCrossEntropyLoss(0);
    }

    /** Returns this loss with smoothed labels. */
    public SoftmaxCrossEntropyLoss withLabelSmoothing(double value) {
        return new SoftmaxCrossEntropyLoss(value);
    }

    @Override
    public TensorSpec target(TensorSpec prediction) {
        Shape shape = prediction.shape();
        if (shape.rank() < 2) {
            throw new ShapeException(
                    "softmax cross-entropy needs scores [N, classes], but the network gives " + shape,
                    "let the network end with Linear and one unit per class",
                    null);
        }
        return new TensorSpec(DType.INT32, shape.without(1));
    }

    @Override
    public Tensor loss(Tensor prediction, Tensor target) {
        return prediction.apply(new SoftmaxCrossEntropy(labelSmoothing), target).mean();
    }

    /** Returns how this loss is chosen by name. */
    public static ComponentType<Loss> type() {
        OptionSchema schema = OptionSchema.of(Option.optional(
                        "label_smoothing", OptionType.NUMBER, 0.0, "how much of the target is spread over all classes")
                .between(0, Math.nextDown(1.0)));
        return new ComponentType<>(
                "softmax_cross_entropy",
                "for classes: raw scores against class indices",
                schema,
                (options, inner) -> new SoftmaxCrossEntropyLoss(options.number("label_smoothing")));
    }
}
