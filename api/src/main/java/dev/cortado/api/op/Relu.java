package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/** The rectified linear unit, {@code max(x, 0)}; NaN stays; the slope at 0 is 0 (Nair and Hinton 2010). */
@Stability.Stable
public record Relu() implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.relu";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.floating(this, inputs.get(0));
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        return List.of(inputs.get(0).maximum(0));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        return List.of(b.output(0).apply(new RectifierGradient(0), b.outputGradient(0)));
    }
}
