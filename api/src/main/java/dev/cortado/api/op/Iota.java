package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Counts 0, 1, 2... along an axis.
 *
 * @param spec type and shape of the result
 * @param axis the axis along which it counts
 */
@Stability.Stable
public record Iota(TensorSpec spec, int axis) implements Op {

    @Override
    public String name() {
        return "cortado.iota";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 0);
        ShapeRules.axis(this, axis, spec.shape());
        if (spec.dtype() == DType.BOOL) {
            ShapeRules.type(this, spec, DType.INT32);
        }
        return List.of(spec);
    }
}
