package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Exponentials normalized to sum 1 along an axis, {@code exp(x - max) / sum(exp(x - max))}.
 *
 * @param axis the axis along which the results sum to 1
 */
@Stability.Stable
public record Softmax(int axis) implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.softmax";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.floating(this, inputs.get(0));
        ShapeRules.axis(this, axis, inputs.get(0).shape());
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        Tensor exponentials = x.subtract(x.reduce(Reduce.Kind.MAX, true, axis)).exp();
        return List.of(exponentials.divide(exponentials.reduce(Reduce.Kind.SUM, true, axis)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor y = b.output(0);
        Tensor dy = b.outputGradient(0);
        Tensor mean = dy.multiply(y).reduce(Reduce.Kind.SUM, true, axis);
        return List.of(y.multiply(dy.subtract(mean)));
    }
}
