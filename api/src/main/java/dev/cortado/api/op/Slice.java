package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Every {@code step}-th element from {@code start} (inclusive) to {@code end} (exclusive) along each axis.
 *
 * @param start first index per axis
 * @param end the index after the last per axis
 * @param step distance per axis, at least 1
 */
@Stability.Stable
public record Slice(List<Integer> start, List<Integer> end, List<Integer> step) implements Differentiable {

    /** Creates a slice. */
    public Slice {
        start = List.copyOf(start);
        end = List.copyOf(end);
        step = List.copyOf(step);
    }

    /** Returns a slice in steps of 1. */
    public static Slice of(int[] start, int[] end) {
        return new Slice(ShapeRules.list(start), ShapeRules.list(end), ShapeRules.repeat(1, start.length));
    }

    /** Returns this slice with other steps. */
    public Slice withStep(int... values) {
        return new Slice(start, end, ShapeRules.list(values));
    }

    @Override
    public String name() {
        return "cortado.slice";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        Shape shape = inputs.get(0).shape();
        ShapeRules.perAxis(this, "start", start, shape.rank(), shape);
        ShapeRules.perAxis(this, "end", end, shape.rank(), shape);
        ShapeRules.perAxis(this, "step", step, shape.rank(), shape);
        int[] sizes = new int[shape.rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            int from = start.get(axis);
            int to = end.get(axis);
            if (from < 0 || to < from || to > shape.size(axis) || step.get(axis) < 1) {
                throw new ShapeException(
                        "slice " + from + ".." + to + " in steps of " + step.get(axis) + " does not fit axis " + axis
                                + " of " + shape,
                        "stay within 0.." + shape.size(axis),
                        null);
            }
            sizes[axis] = (int) ((to - from + step.get(axis) - 1L) / step.get(axis));
        }
        return List.of(inputs.get(0).with(Shape.of(sizes)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Shape x = b.input(0).shape();
        Shape y = b.output(0).shape();
        int rank = x.rank();
        int[] high = new int[rank];
        int[] interior = new int[rank];
        for (int axis = 0; axis < rank; axis++) {
            int covered = y.size(axis) == 0 ? 0 : (y.size(axis) - 1) * step.get(axis) + 1;
            interior[axis] = step.get(axis) - 1;
            high[axis] = x.size(axis) - start.get(axis) - covered;
        }
        return List.of(b.outputGradient(0).apply(new Pad(start, ShapeRules.list(high), ShapeRules.list(interior), 0)));
    }
}
