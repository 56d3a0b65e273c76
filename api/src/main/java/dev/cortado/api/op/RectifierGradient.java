package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * The gradient of {@link Relu} and {@link LeakyRelu}: {@code dy} where {@code y > 0}, {@code slope * dy} elsewhere, which
 * for slope 0 is 0 even where {@code dy} is not finite.
 *
 * <p>Operands: forward result y and the gradient dy.
 *
 * @param slope the slope at and below 0, at least 0
 */
@Stability.Experimental
public record RectifierGradient(double slope) implements Decomposable {

    @Override
    public String name() {
        return "cortado.rectifier_gradient";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        ShapeRules.sameType(this, inputs.get(0), inputs.get(1));
        ShapeRules.sameShape(this, inputs.get(0), inputs.get(1));
        return List.of(inputs.get(1));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor dy = inputs.get(1);
        Tensor below = slope == 0 ? dy.filled(dy.shape(), 0) : dy.multiply(slope);
        return List.of(inputs.get(0).greater(0).select(dy, below));
    }
}
