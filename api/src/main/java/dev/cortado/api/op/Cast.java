package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Collections;
import java.util.List;

/**
 * Converts elements to another type: to floating types rounded to nearest, to integers from floating types truncated
 * (saturating, NaN to 0, as Java does) and from wider integers the low bits (to uint8 always the low byte), to truth values "is not 0".
 *
 * @param dtype the type of the result
 */
@Stability.Stable
public record Cast(DType dtype) implements Differentiable {

    @Override
    public String name() {
        return "cortado.cast";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        return List.of(inputs.get(0).with(dtype));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        boolean smooth = dtype.isFloating() && b.input(0).dtype().isFloating();
        return Collections.singletonList(
                smooth ? b.outputGradient(0).cast(b.input(0).dtype()) : null);
    }
}
