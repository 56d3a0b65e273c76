package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalization with the statistics of the batch: {@code (x - mean) / sqrt(variance + epsilon) * scale + shift} per
 * channel, with the biased variance (Ioffe and Szegedy 2015, arXiv:1502.03167).
 *
 * <p>Operands: x {@code [N, C, ...]}, scale and shift {@code [C]}. Results: y like x, mean and biased variance
 * {@code [C]}.
 *
 * @param epsilon added to the variance under the root
 */
@Stability.Stable
public record BatchNormTraining(double epsilon) implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.batch_norm_training";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 3);
        Channels.check(this, inputs);
        return List.of(inputs.get(0), inputs.get(1), inputs.get(1));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        double count = Channels.perChannel(x.shape());
        Tensor mean = x.apply(Channels.sum(x.shape())).divide(count);
        Tensor centered = x.subtract(Channels.spread(mean, x.shape()));
        Tensor variance = centered.apply(Channels.sumSquares(x.shape())).divide(count);
        Tensor factor = inputs.get(1).divide(variance.add(epsilon).sqrt());
        Tensor y = centered.multiply(Channels.spread(factor, x.shape())).add(Channels.spread(inputs.get(2), x.shape()));
        return List.of(y, mean, variance);
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor x = b.input(0);
        List<Tensor> gradients = x.scope()
                .apply(
                        new BatchNormGradient(epsilon),
                        List.of(x, b.input(1), b.output(1), b.output(2), b.outputGradient(0)));
        Tensor dx = gradients.get(0);
        double count = Channels.perChannel(x.shape());
        if (b.hasOutputGradient(1)) {
            dx = dx.add(Channels.spread(b.outputGradient(1).divide(count), x.shape()));
        }
        if (b.hasOutputGradient(2)) {
            Tensor centered = x.subtract(Channels.spread(b.output(1), x.shape()));
            dx = dx.add(centered.multiply(Channels.spread(b.outputGradient(2).multiply(2 / count), x.shape())));
        }
        return Arrays.asList(dx, gradients.get(1), gradients.get(2));
    }
}
