package dev.cortado.api.op;

import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * The leaky rectified linear unit, {@code x} above 0 and {@code slope * x} elsewhere (Maas et al. 2013).
 *
 * @param slope the slope at and below 0, greater than 0
 */
@Stability.Stable
public record LeakyRelu(double slope) implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.leaky_relu";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.floating(this, inputs.get(0));
        if (!(slope > 0)) {
            throw new ShapeException(
                    name() + " has slope " + slope, "use a slope above 0, or Relu for 0", List.of(inputs.get(0)));
        }
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        return List.of(x.greater(0).select(x, x.multiply(slope)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        // the result has the sign of the operand, so the operand need not be kept
        return List.of(b.output(0).apply(new RectifierGradient(slope), b.outputGradient(0)));
    }
}
