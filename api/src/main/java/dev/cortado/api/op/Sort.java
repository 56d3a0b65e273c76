package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Sorts along an axis, keeping the order of equal elements; NaN counts as the largest. A top-k is a slice of the result.
 *
 * <p>Results: the sorted elements, and the int32 index where each stood.
 *
 * @param axis the axis to sort along
 * @param descending whether the largest comes first
 */
@Stability.Stable
public record Sort(int axis, boolean descending) implements Differentiable {

    @Override
    public String name() {
        return "cortado.sort";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        ShapeRules.axis(this, axis, inputs.get(0).shape());
        return List.of(inputs.get(0), inputs.get(0).with(DType.INT32));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        int size = b.input(0).shape().size(axis);
        return List.of(b.outputGradient(0).scatterAddAlong(axis, size, b.output(1)));
    }
}
