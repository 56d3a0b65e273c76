package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Batch normalization with fixed statistics: {@code (x - mean) / sqrt(variance + epsilon) * scale + shift} per channel.
 *
 * <p>Operands: x {@code [N, C, ...]}, scale, shift, mean and variance {@code [C]}.
 *
 * @param epsilon added to the variance under the root
 */
@Stability.Stable
public record BatchNormInference(double epsilon) implements Decomposable {

    @Override
    public String name() {
        return "cortado.batch_norm_inference";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 5);
        Channels.check(this, inputs);
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor factor = inputs.get(1).divide(inputs.get(4).add(epsilon).sqrt());
        Tensor centered = x.subtract(Channels.spread(inputs.get(3), x.shape()));
        return List.of(
                centered.multiply(Channels.spread(factor, x.shape())).add(Channels.spread(inputs.get(2), x.shape())));
    }
}
