package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * The logarithm of {@link Softmax}, {@code x - max - log(sum(exp(x - max)))}.
 *
 * @param axis the axis along which the exponentials of the results sum to 1
 */
@Stability.Stable
public record LogSoftmax(int axis) implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.log_softmax";
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
        Tensor shifted = x.subtract(x.reduce(Reduce.Kind.MAX, true, axis));
        return List.of(shifted.subtract(
                shifted.exp().reduce(Reduce.Kind.SUM, true, axis).log()));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor dy = b.outputGradient(0);
        Tensor sum = dy.reduce(Reduce.Kind.SUM, true, axis);
        return List.of(dy.subtract(b.output(0).exp().multiply(sum)));
    }
}
