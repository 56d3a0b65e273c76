package dev.cortado.api.op;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * Picks elements along an axis: {@code y[i, j] = x[i, index[i, j]]} for axis 1.
 *
 * <p>Operands: data, int32 indices of the same rank and of the same sizes but for the axis. A negative index gives 0; one
 * beyond the end is the caller's mistake and gives 0 too.
 *
 * @param axis the axis along which elements are picked
 */
@Stability.Stable
public record GatherAlong(int axis) implements Differentiable {

    @Override
    public String name() {
        return "cortado.gather_along";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 2);
        checkIndices(this, axis, inputs);
        return List.of(inputs.get(0).with(inputs.get(1).shape()));
    }

    static void checkIndices(Op op, int axis, List<TensorSpec> inputs) {
        Shape data = inputs.get(0).shape();
        Shape indices = inputs.get(1).shape();
        ShapeRules.type(op, inputs.get(1), DType.INT32);
        ShapeRules.axis(op, axis, data);
        if (data.rank() != indices.rank() || !data.with(axis, 1).equals(indices.with(axis, 1))) {
            throw new ShapeException(
                    op.name() + " needs indices like its data " + data + " but for axis " + axis + ", and got "
                            + indices,
                    "reshape the indices",
                    null);
        }
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        int size = b.input(0).shape().size(axis);
        return Arrays.asList(b.outputGradient(0).scatterAddAlong(axis, size, b.input(1)), null);
    }
}
