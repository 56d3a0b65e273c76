package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * Repeats a tensor to a larger shape.
 *
 * @param target the shape of the result
 * @param axes for each axis of the operand the axis of the result that it becomes, ascending; the operand's size there
 *     is the result's, or 1
 */
@Stability.Stable
public record Broadcast(Shape target, List<Integer> axes) implements Differentiable {

    /** Creates a broadcast. */
    public Broadcast {
        axes = List.copyOf(axes);
    }

    /** Returns a broadcast of a vector along one axis of {@code target}, such as a bias along the channels. */
    public static Broadcast along(int axis, Shape target) {
        return new Broadcast(target, List.of(axis));
    }

    /** Tells whether two shapes can be broadcast to a common one: aligned at the end, sizes are equal or one of them is 1. */
    public static boolean areCompatible(Shape left, Shape right) {
        for (int back = 1; back <= Math.min(left.rank(), right.rank()); back++) {
            int a = left.size(-back);
            int b = right.size(-back);
            if (a != b && a != 1 && b != 1) {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns the shape that two shapes are broadcast to, axes aligned at the end and sizes of 1 repeated.
     *
     * @throws ShapeException if two sizes differ and neither is 1
     */
    public static Shape common(Shape left, Shape right) {
        int rank = Math.max(left.rank(), right.rank());
        int[] sizes = new int[rank];
        for (int back = 1; back <= rank; back++) {
            int a = back <= left.rank() ? left.size(-back) : 1;
            int b = back <= right.rank() ? right.size(-back) : 1;
            if (a != b && a != 1 && b != 1) {
                throw new ShapeException(
                        "shapes " + left + " and " + right + " differ in axis -" + back + " (" + a + " and " + b + ")",
                        "make the sizes equal, or one of them 1",
                        null);
            }
            sizes[rank - back] = a == 1 ? b : a;
        }
        return Shape.of(sizes);
    }

    /** Applies a broadcast to {@code target} with axes aligned at the end, as NumPy does. */
    public static Tensor align(Tensor tensor, Shape target) {
        List<Integer> axes = new ArrayList<>();
        int shift = target.rank() - tensor.shape().rank();
        for (int axis = 0; axis < tensor.shape().rank(); axis++) {
            axes.add(axis + shift);
        }
        return tensor.apply(new Broadcast(target, axes));
    }

    @Override
    public String name() {
        return "cortado.broadcast";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        Shape shape = inputs.get(0).shape();
        boolean fits = axes.size() == shape.rank();
        for (int i = 0; fits && i < axes.size(); i++) {
            int axis = axes.get(i);
            fits = axis >= 0
                    && axis < target.rank()
                    && (i == 0 || axis > axes.get(i - 1))
                    && (shape.size(i) == 1 || shape.size(i) == target.size(axis));
        }
        if (!fits) {
            throw new ShapeException(
                    "shape " + shape + " cannot be repeated to " + target + (axes.isEmpty() ? "" : " at axes " + axes),
                    "make the sizes equal, or 1",
                    List.of(inputs.get(0).with(target)));
        }
        return List.of(inputs.get(0).with(target));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Shape shape = b.input(0).shape();
        int[] repeated = java.util.stream.IntStream.range(0, target.rank())
                .filter(axis -> {
                    int i = axes.indexOf(axis);
                    return i < 0 || shape.size(i) != target.size(axis);
                })
                .toArray();
        Tensor dy = b.outputGradient(0);
        return List.of(
                repeated.length == 0 ? dy.reshape(shape) : dy.sum(repeated).reshape(shape));
    }
}
