package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * The gradient of {@link BatchNormTraining} with respect to x, scale and shift.
 *
 * <p>Operands: x, scale, mean, biased variance, and the gradient dy. With {@code z = (x - mean) / sqrt(variance +
 * epsilon)} over n elements per channel: dshift = sum(dy), dscale = sum(dy * z), and dx = scale / sqrt(variance + epsilon)
 * * (dy - dshift / n - z * dscale / n).
 *
 * @param epsilon added to the variance under the root
 */
@Stability.Experimental
public record BatchNormGradient(double epsilon) implements Decomposable {

    @Override
    public String name() {
        return "cortado.batch_norm_gradient";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 5);
        TensorSpec x = inputs.get(0);
        Channels.check(this, inputs.subList(0, 4));
        ShapeRules.sameType(this, x, inputs.get(4));
        ShapeRules.sameShape(this, x, inputs.get(4));
        return List.of(x, inputs.get(1), inputs.get(1));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor dy = inputs.get(4);
        double count = Channels.perChannel(x.shape());
        Tensor deviation = inputs.get(3).add(epsilon).sqrt();
        Tensor z = x.subtract(Channels.spread(inputs.get(2), x.shape())).divide(Channels.spread(deviation, x.shape()));
        Tensor shiftGradient = dy.apply(Channels.sum(x.shape()));
        Tensor scaleGradient = dy.multiply(z).apply(Channels.sum(x.shape()));
        Tensor dx = dy.subtract(Channels.spread(shiftGradient.divide(count), x.shape()))
                .subtract(z.multiply(Channels.spread(scaleGradient.divide(count), x.shape())))
                .multiply(Channels.spread(inputs.get(1).divide(deviation), x.shape()));
        return List.of(dx, scaleGradient, shiftGradient);
    }
}
