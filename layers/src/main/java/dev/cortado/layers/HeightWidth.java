package dev.cortado.layers;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.Options;
import dev.cortado.layers.option.Bounds;
import java.util.List;

/**
 * One number for each of the two spatial axes, such as a kernel size or a stride.
 *
 * @param height the number for the rows
 * @param width the number for the columns
 */
public record HeightWidth(int height, int width) {

    /** Returns the same number for both axes. */
    public static HeightWidth of(int both) {
        return new HeightWidth(both, both);
    }

    /** Returns a number for each axis. */
    public static HeightWidth of(int height, int width) {
        return new HeightWidth(height, width);
    }

    /** Returns the number for a spatial axis: 0 for the height, 1 for the width. */
    public int get(int axis) {
        return axis == 0 ? height : width;
    }

    /** Returns both numbers, the height first. */
    public int[] toArray() {
        return new int[] {height, width};
    }

    /** Reads an option of one whole number or two. */
    static HeightWidth from(Options options, String name) {
        List<Integer> values = options.integers(name);
        if (values.size() > 2) {
            throw CortadoException.user(
                    "wrong-option-type",
                    options.where(),
                    "option '" + name + "' is " + values,
                    "give one whole number, or [height, width]");
        }
        return of(values.get(0), values.get(values.size() - 1));
    }

    /** Returns the value from which {@link #from} reads an equal pair. */
    Object toOption() {
        return height == width ? (Object) (long) height : List.of((long) height, (long) width);
    }

    /** Checks that both numbers are at least 1. */
    void checkPositive(String owner, String option) {
        Bounds.atLeast(owner, option, Math.min(height, width), 1);
    }
}
