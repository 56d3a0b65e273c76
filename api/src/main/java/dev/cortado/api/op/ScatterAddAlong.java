package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Adds elements to zeros at given places along an axis: {@code y[i, index[i, j]] += x[i, j]} for axis 1, in ascending
 * order of j. The transposed form of {@link GatherAlong}.
 *
 * <p>Operands: data, int32 indices of the same shape. A negative index, or one beyond the end, is left out.
 *
 * @param axis the axis along which elements are placed
 * @param size the size of the result along that axis
 */
@Stability.Stable
public record ScatterAddAlong(int axis, int size) implements Differentiable {

    @Override
    public String name() {
        return "cortado.scatter_add_along";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        GatherAlong.checkIndices(this, axis, inputs);
        ShapeRules.sameShape(this, inputs.get(0), inputs.get(1));
        if (inputs.get(0).dtype() == DType.BOOL) {
            throw new ShapeException(name() + " is not defined for " + inputs.get(0), "cast it first", null);
        }
        if (size < 0) {
            throw new ShapeException(name() + " cannot make size " + size, "use a size of at least 0", null);
        }
        return List.of(inputs.get(0).with(inputs.get(0).shape().with(axis, size)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        return Arrays.asList(b.outputGradient(0).gatherAlong(axis, b.input(1)), null);
    }
}
