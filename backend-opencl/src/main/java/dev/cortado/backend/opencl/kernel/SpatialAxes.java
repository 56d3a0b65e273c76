package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.Shape;
import java.util.ArrayList;
import java.util.List;

/** Fills spatial axes up to three with ones in front, so that one kernel does for all. */
public final class SpatialAxes {

    /** How many axes kernels walk over. */
    public static final int COUNT = 3;

    private SpatialAxes() {}

    /** Returns the spatial sizes of {@code [N, C, spatial...]}. */
    public static int[] of(Shape shape) {
        List<Integer> sizes = new ArrayList<>();
        for (int axis = 2; axis < shape.rank(); axis++) {
            sizes.add(shape.size(axis));
        }
        return filled(sizes, 1);
    }

    /** Returns three values, the given ones last. */
    public static int[] filled(List<Integer> values, int neutral) {
        int[] filled = new int[COUNT];
        int missing = COUNT - values.size();
        for (int i = 0; i < COUNT; i++) {
            filled[i] = i < missing ? neutral : values.get(i - missing);
        }
        return filled;
    }

    /** Returns the table that lists per axis one value of each array. */
    static Argument table(int[]... columns) {
        return new Argument.Table(values(columns));
    }

    /** Lists per axis one value of each array. */
    public static List<Integer> values(int[]... columns) {
        List<Integer> values = new ArrayList<>();
        for (int axis = 0; axis < COUNT; axis++) {
            for (int[] column : columns) {
                values.add(column[axis]);
            }
        }
        return values;
    }
}
