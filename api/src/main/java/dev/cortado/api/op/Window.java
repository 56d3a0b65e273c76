package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Stability;
import dev.cortado.api.TensorSpec;
import java.util.Arrays;
import java.util.List;

/**
 * A window that slides over the spatial axes of {@code [N, C, spatial...]}.
 *
 * @param size elements per spatial axis, at least 1
 * @param stride distance between two places, at least 1
 * @param padLow places before the first element; negative crops
 * @param padHigh places after the last element; negative crops
 * @param dilation distance between two elements of the window, at least 1
 */
@Stability.Stable
public record Window(
        List<Integer> size, List<Integer> stride, List<Integer> padLow, List<Integer> padHigh, List<Integer> dilation) {

    /** Creates a window. */
    public Window {
        size = List.copyOf(size);
        stride = List.copyOf(stride);
        padLow = List.copyOf(padLow);
        padHigh = List.copyOf(padHigh);
        dilation = List.copyOf(dilation);
    }

    /** Returns a window without padding or dilation. */
    public static Window of(int[] size, int[] stride) {
        List<Integer> zeros = ShapeRules.repeat(0, size.length);
        return new Window(
                ShapeRules.list(size), ShapeRules.list(stride), zeros, zeros, ShapeRules.repeat(1, size.length));
    }

    /** Returns this window with other padding. */
    public Window withPadding(int[] low, int[] high) {
        return new Window(size, stride, ShapeRules.list(low), ShapeRules.list(high), dilation);
    }

    /** Returns this window with another dilation. */
    public Window withDilation(int... values) {
        return new Window(size, stride, padLow, padHigh, ShapeRules.list(values));
    }

    /** Returns the number of spatial axes. */
    public int spatialAxes() {
        return size.size();
    }

    /** Returns the number of elements of the window. */
    public int elements() {
        return size.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    }

    /**
     * Returns the spec of the places that the window takes.
     *
     * @throws ShapeException if it does not fit once
     */
    public TensorSpec places(TensorSpec input) {
        Shape shape = input.shape();
        int axes = spatialAxes();
        ShapeRules.spatial("a window", "size", size, axes, true);
        ShapeRules.spatial("a window", "stride", stride, axes, true);
        ShapeRules.spatial("a window", "padding before", padLow, axes, false);
        ShapeRules.spatial("a window", "padding after", padHigh, axes, false);
        ShapeRules.spatial("a window", "dilation", dilation, axes, true);
        if (shape.rank() != axes + 2) {
            throw new ShapeException(
                    "a window over " + axes + " spatial axes needs an input of " + (axes + 2)
                            + " axes [N, C, ...], but got " + shape,
                    "reshape the input to [N, C" + ", size".repeat(axes) + "]",
                    null);
        }
        int[] sizes = shape.toArray();
        ShapeException failure = null;
        for (int i = 0; i < axes; i++) {
            int length = shape.size(i + 2);
            int places = WindowArithmetic.places(
                    length, size.get(i), stride.get(i), padLow.get(i), padHigh.get(i), dilation.get(i));
            if (places < 1 && failure == null) {
                failure = WindowArithmetic.doesNotFit(
                        "window",
                        Shape.of(Arrays.copyOfRange(shape.toArray(), 1, axes + 2))
                                .toString(),
                        WindowArithmetic.axisName(i, axes),
                        length,
                        size.get(i),
                        stride.get(i),
                        padLow.get(i),
                        padHigh.get(i),
                        dilation.get(i));
            }
            sizes[i + 2] = Math.max(1, places);
        }
        if (failure != null) {
            throw failure.recoveringAs(List.of(input.with(Shape.of(sizes))));
        }
        return input.with(Shape.of(sizes));
    }
}
