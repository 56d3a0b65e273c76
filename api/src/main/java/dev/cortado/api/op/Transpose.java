package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Puts the axes into another order.
 *
 * @param order axis {@code i} of the result is axis {@code order.get(i)} of the operand
 */
@Stability.Stable
public record Transpose(List<Integer> order) implements Differentiable {

    /** Creates a transpose. */
    public Transpose {
        order = List.copyOf(order);
    }

    /** Returns a transpose with the given order of axes. */
    public static Transpose of(int... order) {
        return new Transpose(ShapeRules.list(order));
    }

    /** Returns the transpose that undoes this one. */
    public Transpose inverse() {
        int[] inverse = new int[order.size()];
        for (int i = 0; i < inverse.length; i++) {
            inverse[order.get(i)] = i;
        }
        return of(inverse);
    }

    @Override
    public String name() {
        return "cortado.transpose";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        Shape shape = inputs.get(0).shape();
        boolean[] seen = new boolean[shape.rank()];
        boolean valid = order.size() == shape.rank();
        int[] sizes = new int[order.size()];
        for (int i = 0; valid && i < sizes.length; i++) {
            int axis = order.get(i);
            valid = axis >= 0 && axis < seen.length && !seen[axis];
            if (valid) {
                seen[axis] = true;
                sizes[i] = shape.size(axis);
            }
        }
        if (!valid) {
            throw new ShapeException(
                    "axis order " + order + " does not fit shape " + shape,
                    "name each of the " + shape.rank() + " axes once",
                    null);
        }
        return List.of(inputs.get(0).with(Shape.of(sizes)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        return List.of(b.outputGradient(0).apply(inverse()));
    }
}
