package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Joins one or more tensors one after another along an axis; all other sizes must be equal.
 *
 * @param axis the axis along which they are joined
 */
@Stability.Stable
public record Concat(int axis) implements Differentiable {

    @Override
    public String name() {
        return "cortado.concat";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        if (inputs.isEmpty()) {
            throw new ShapeException(name() + " needs at least one operand", "pass one", null);
        }
        TensorSpec first = inputs.get(0);
        ShapeRules.axis(this, axis, first.shape());
        int size = 0;
        for (TensorSpec input : inputs) {
            ShapeRules.sameType(this, first, input);
            if (input.shape().rank() != first.shape().rank()
                    || !input.shape().with(axis, 1).equals(first.shape().with(axis, 1))) {
                throw new ShapeException(
                        "shapes " + first.shape() + " and " + input.shape() + " cannot be joined along axis " + axis,
                        "make all other sizes equal",
                        List.of(first));
            }
            size += input.shape().size(axis);
        }
        return List.of(first.with(first.shape().with(axis, size)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        List<Tensor> gradients = new ArrayList<>();
        Tensor dy = b.outputGradient(0);
        int at = 0;
        for (int i = 0; i < b.inputCount(); i++) {
            Shape part = b.input(i).shape();
            int[] start = new int[part.rank()];
            int[] end = dy.shape().toArray();
            start[axis] = at;
            at += part.size(axis);
            end[axis] = at;
            gradients.add(b.needs(i) ? dy.slice(start, end) : null);
        }
        return gradients;
    }
}
