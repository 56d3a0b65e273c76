package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * The cross-entropy of class scores, {@code -sum(target * log_softmax(scores))} over axis 1, per sample.
 *
 * <p>Operands: scores {@code [N, C, ...]} and int32 labels {@code [N, ...]}. Results: losses {@code [N, ...]}, and the
 * class probabilities {@code [N, C, ...]}. With smoothing s the target is {@code 1 - s} on the labelled class plus
 * {@code s / C} on every class (Szegedy et al. 2016, arXiv:1512.00567). Labels must lie in {@code 0..C-1}; whoever feeds them
 * checks that, because a backend cannot stop in the middle of a step.
 *
 * @param labelSmoothing s, from 0 to below 1
 */
@Stability.Stable
public record SoftmaxCrossEntropy(double labelSmoothing) implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.softmax_cross_entropy";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        TensorSpec scores = inputs.get(0);
        TensorSpec labels = inputs.get(1);
        ShapeRules.floating(this, scores);
        ShapeRules.type(this, labels, DType.INT32);
        ShapeRules.axis(this, 1, scores.shape());
        TensorSpec losses = scores.with(scores.shape().without(1));
        if (!losses.shape().equals(labels.shape())) {
            throw new ShapeException(
                    "scores " + scores.shape() + " need labels of shape " + losses.shape() + ", but got "
                            + labels.shape(),
                    "let the network end with one score per class and sample",
                    List.of(losses, scores));
        }
        return List.of(losses, scores);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor log = inputs.get(0).logSoftmax(1);
        Shape columns = log.shape().with(1, 1);
        Shape losses = log.shape().without(1);
        Tensor picked = log.gatherAlong(1, inputs.get(1).reshape(columns)).reshape(losses);
        Tensor loss = picked.negate();
        if (labelSmoothing > 0) {
            loss = loss.multiply(1 - labelSmoothing).subtract(log.mean(1).multiply(labelSmoothing));
        }
        return List.of(loss, log.exp());
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor probabilities = b.output(1);
        Shape shape = probabilities.shape();
        Shape columns = shape.with(1, 1);
        Tensor one = probabilities
                .constant(HostTensor.filled(new TensorSpec(probabilities.dtype(), Shape.scalar()), 1 - labelSmoothing))
                .broadcastTo(columns);
        Tensor target = one.scatterAddAlong(1, shape.size(1), b.input(1).reshape(columns));
        Tensor difference = probabilities.subtract(target);
        if (labelSmoothing > 0) {
            difference = difference.subtract(labelSmoothing / shape.size(1));
        }
        Tensor gradient = difference.multiply(b.outputGradient(0).reshape(columns));
        if (b.hasOutputGradient(1)) {
            Tensor dp = b.outputGradient(1);
            Tensor mean = dp.multiply(probabilities).reduce(Reduce.Kind.SUM, true, 1);
            gradient = gradient.add(probabilities.multiply(dp.subtract(mean)));
        }
        return Arrays.asList(gradient, null);
    }
}
