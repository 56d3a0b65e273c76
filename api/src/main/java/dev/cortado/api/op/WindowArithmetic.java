package dev.cortado.api.op;

import dev.cortado.api.ShapeException;

/** How many places a window takes along an axis, and what to say if there is none. */
final class WindowArithmetic {

    private static final String[][] NAMES = {
        {"width"}, {"height", "width"}, {"depth", "height", "width"},
    };

    private WindowArithmetic() {}

    /** Returns the extent that a dilated window covers. */
    static int extent(int window, int dilation) {
        return fitting((long) dilation * (window - 1) + 1);
    }

    /** Returns the size of an axis with {@code dilation - 1} zeros between its elements. */
    static int spread(int size, int dilation) {
        return size == 0 ? 0 : fitting((long) (size - 1) * dilation + 1);
    }

    /** Returns the number of places of a window, which is below 1 if it does not fit. */
    static int places(int size, int window, int stride, int low, int high, int dilation) {
        long room = (long) size + low + high - extent(window, dilation);
        return fitting(Math.floorDiv(room, (long) stride) + 1);
    }

    /** Model files are hostile: sizes that no array could have must not wrap around to plausible ones. */
    private static int fitting(long size) {
        if (size != (int) size) {
            throw new ShapeException("a window or its padding spans " + size + " elements", "use smaller sizes", null);
        }
        return (int) size;
    }

    /** Returns the name of a spatial axis, such as {@code height}. */
    static String axisName(int axis, int axes) {
        return axes <= NAMES.length ? NAMES[axes - 1][axis] : "axis " + axis;
    }

    /** Returns the error about a window that does not fit, with the arithmetic in the user's numbers. */
    static ShapeException doesNotFit(
            String word, String input, String axis, int size, int window, int stride, int low, int high, int dilation) {
        int extent = extent(window, dilation);
        String padding = low == high ? String.valueOf(low) : low + " before and " + high + " after";
        StringBuilder sum = new StringBuilder().append(size);
        if (low != 0 || high != 0) {
            sum.append(low == high ? " + 2 x " + low : " + " + low + " + " + high);
        }
        sum.append(" - ").append(extent);
        String arithmetic = stride == 1 ? sum + " + 1" : "floor((" + sum + ") / " + stride + ") + 1";
        int largest = Math.floorDiv(size + low + high - 1, dilation) + 1;
        String dilated = dilation == 1 ? "" : " (" + extent + " wide with dilation " + dilation + ")";
        return new ShapeException(
                "input " + input + " with " + word + " " + window + dilated + ", padding " + padding + " gives " + axis
                        + " " + arithmetic + " = " + places(size, window, stride, low, high, dilation),
                "use padding " + fittingPadding(extent)
                        + (largest < 1 ? "" : " or a " + word + " of at most " + largest),
                null);
    }

    /** Returns the padding on each side that keeps an odd extent's size. */
    static int fittingPadding(int extent) {
        return extent / 2;
    }
}
