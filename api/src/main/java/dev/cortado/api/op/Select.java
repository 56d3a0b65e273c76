package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/** Takes each element from the second operand where the first, a truth value, is true, else from the third. */
@Stability.Stable
public record Select() implements Differentiable {

    @Override
    public String name() {
        return "cortado.select";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 3);
        ShapeRules.type(this, inputs.get(0), DType.BOOL);
        ShapeRules.sameType(this, inputs.get(1), inputs.get(2));
        ShapeRules.sameShape(this, inputs.get(1), inputs.get(2));
        ShapeRules.sameShape(this, inputs.get(0), inputs.get(1));
        return List.of(inputs.get(1));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Tensor dy = b.outputGradient(0);
        Tensor zero = dy.filled(dy.shape(), 0);
        return Arrays.asList(
                null,
                b.needs(1) ? b.input(0).select(dy, zero) : null,
                b.needs(2) ? b.input(0).select(zero, dy) : null);
    }
}
