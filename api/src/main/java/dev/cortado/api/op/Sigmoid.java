package dev.cortado.api.op;

import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/** The logistic function, {@code 1 / (1 + exp(-x))}. */
@Stability.Stable
public record Sigmoid() implements Differentiable, Decomposable {

    @Override
    public String name() {
        return "cortado.sigmoid";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.floating(this, inputs.get(0));
        return List.of(inputs.get(0));
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        return List.of(inputs.get(0).negate().exp().add(1).scalarLeft(Binary.Kind.DIVIDE, 1));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor y = b.output(0);
        return List.of(b.outputGradient(0).multiply(y).multiply(y.scalarLeft(Binary.Kind.SUBTRACT, 1)));
    }
}
