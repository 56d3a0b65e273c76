package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Collections;
import java.util.List;

/**
 * The int32 index of the first largest element along an axis, which disappears; the first NaN wins over all numbers.
 *
 * @param axis the axis to search
 */
@Stability.Stable
public record ArgMax(int axis) implements Differentiable {

    @Override
    public String name() {
        return "cortado.arg_max";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        TensorSpec x = inputs.get(0);
        ShapeRules.axis(this, axis, x.shape());
        if (x.shape().size(axis) == 0 && x.shape().without(axis).elements() > 0) {
            throw new ShapeException(
                    name() + " has nothing to choose from along axis " + axis + " of " + x.shape(),
                    "check for an empty axis first",
                    null);
        }
        return List.of(new TensorSpec(DType.INT32, x.shape().without(axis)));
    }

    @Override
    public List<Tensor> gradient(Backward backward) {
        return Collections.singletonList(null);
    }
}
