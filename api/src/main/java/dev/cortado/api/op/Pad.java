package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;

/**
 * Puts a value between, before and after the elements of each axis; negative amounts before and after crop.
 *
 * @param low how many before the first element per axis; negative crops
 * @param high how many after the last element per axis; negative crops
 * @param interior how many between two neighbours per axis, at least 0; applied before cropping
 * @param value what is put there
 */
@Stability.Stable
public record Pad(List<Integer> low, List<Integer> high, List<Integer> interior, double value)
        implements Differentiable {

    /** Creates a padding. */
    public Pad {
        low = List.copyOf(low);
        high = List.copyOf(high);
        interior = List.copyOf(interior);
    }

    /** Returns a padding with zeros before and after. */
    public static Pad zeros(int[] low, int[] high) {
        return new Pad(ShapeRules.list(low), ShapeRules.list(high), ShapeRules.repeat(0, low.length), 0);
    }

    /** Returns this padding with amounts between neighbours. */
    public Pad withInterior(int... amounts) {
        return new Pad(low, high, ShapeRules.list(amounts), value);
    }

    /** Returns this padding with another value. */
    public Pad withValue(double number) {
        return new Pad(low, high, interior, number);
    }

    @Override
    public String name() {
        return "cortado.pad";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        ShapeRules.operands(this, inputs, 1);
        Shape shape = inputs.get(0).shape();
        ShapeRules.perAxis(this, "low", low, shape.rank(), shape);
        ShapeRules.perAxis(this, "high", high, shape.rank(), shape);
        ShapeRules.perAxis(this, "interior", interior, shape.rank(), shape);
        int[] sizes = new int[shape.rank()];
        for (int axis = 0; axis < sizes.length; axis++) {
            int size = shape.size(axis);
            long spread = size == 0 ? 0 : (size - 1) * (interior.get(axis) + 1L) + 1;
            long padded = spread + low.get(axis) + high.get(axis);
            sizes[axis] = (int) padded;
            if (interior.get(axis) < 0 || padded > Integer.MAX_VALUE) {
                throw new ShapeException(
                        "padding " + interior.get(axis) + " between the elements of axis " + axis + " of " + shape
                                + " gives " + padded,
                        "use an amount of at least 0 that an array can hold",
                        null);
            }
            if (padded < 0) {
                throw new ShapeException(
                        "padding " + low.get(axis) + " before and " + high.get(axis) + " after axis " + axis + " of "
                                + shape + " leaves " + padded,
                        "crop less",
                        null);
            }
        }
        return List.of(inputs.get(0).with(Shape.of(sizes)));
    }

    @Override
    public List<Tensor> gradient(Backward b) {
        Shape x = b.input(0).shape();
        if (x.elements() == 0) {
            return List.of(b.outputGradient(0).filled(x, 0));
        }
        int rank = x.rank();
        int[] negativeLow = low.stream().mapToInt(n -> -n).toArray();
        int[] negativeHigh = high.stream().mapToInt(n -> -n).toArray();
        int[] step = interior.stream().mapToInt(n -> n + 1).toArray();
        Tensor spread = b.outputGradient(0).pad(negativeLow, negativeHigh);
        return List.of(spread.apply(new Slice(
                ShapeRules.repeat(0, rank), ShapeRules.list(spread.shape().toArray()), ShapeRules.list(step))));
    }
}
