package dev.cortado.api;

import java.util.Arrays;

/**
 * The sizes of a tensor along each of its axes, outermost first; a scalar has no axis.
 *
 * <p>Images are {@code [N, C, H, W]}. A size may be 0, which makes the tensor empty. Immutable.
 */
@Stability.Stable
public final class Shape {

    private static final Shape SCALAR = new Shape(new int[0]);

    private final int[] sizes;

    private Shape(int[] sizes) {
        this.sizes = sizes;
    }

    /**
     * Returns the shape with the given sizes.
     *
     * @param sizes one size of at least 0 per axis; none for a scalar
     * @throws IllegalArgumentException if a size is negative, or the product of all sizes but 0 exceeds 2^31 - 1
     */
    public static Shape of(int... sizes) {
        if (sizes.length == 0) {
            return SCALAR;
        }
        long elements = 1;
        for (int size : sizes) {
            if (size < 0) {
                throw new IllegalArgumentException("negative size in shape " + Arrays.toString(sizes));
            }
            // sizes of 0 are left out, so that products over some of the axes cannot overflow either
            elements *= Math.max(1, size);
            if (elements > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("shape " + Arrays.toString(sizes) + " has over 2^31 - 1 elements");
            }
        }
        return new Shape(sizes.clone());
    }

    /** Returns the shape of a single value, with no axes. */
    public static Shape scalar() {
        return SCALAR;
    }

    /** Returns the number of axes. */
    public int rank() {
        return sizes.length;
    }

    /**
     * Returns the size along an axis.
     *
     * @param axis from 0 to {@code rank() - 1}, or from {@code -rank()} to -1 counted from the end
     * @throws IndexOutOfBoundsException if there is no such axis
     */
    public int size(int axis) {
        return sizes[axis < 0 ? axis + sizes.length : axis];
    }

    /** Returns the product of all sizes; 1 for a scalar. */
    public int elements() {
        return elements(0, sizes.length);
    }

    /** Returns the product of the sizes of the axes from {@code from} to before {@code to}. */
    public int elements(int from, int to) {
        int product = 1;
        for (int axis = from; axis < to; axis++) {
            product *= sizes[axis];
        }
        return product;
    }

    /** Returns the sizes in a new array. */
    public int[] toArray() {
        return sizes.clone();
    }

    /** Returns this shape with the size along one axis replaced. */
    public Shape with(int axis, int size) {
        int[] copy = sizes.clone();
        copy[axis < 0 ? axis + sizes.length : axis] = size;
        return of(copy);
    }

    /** Returns this shape without the given axis. */
    public Shape without(int axis) {
        int at = axis < 0 ? axis + sizes.length : axis;
        int[] copy = new int[sizes.length - 1];
        System.arraycopy(sizes, 0, copy, 0, at);
        System.arraycopy(sizes, at + 1, copy, at, copy.length - at);
        return of(copy);
    }

    /** Returns this shape with a new axis of the given size put before {@code axis}. */
    public Shape insert(int axis, int size) {
        int[] copy = new int[sizes.length + 1];
        System.arraycopy(sizes, 0, copy, 0, axis);
        copy[axis] = size;
        System.arraycopy(sizes, axis, copy, axis + 1, sizes.length - axis);
        return of(copy);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sizes);
    }

    /** Returns the sizes joined by {@code x}, such as {@code 64x1x28x28}, or {@code scalar}. */
    @Override
    public String toString() {
        if (sizes.length == 0) {
            return "scalar";
        }
        StringBuilder text = new StringBuilder();
        for (int axis = 0; axis < sizes.length; axis++) {
            text.append(axis == 0 ? "" : "x").append(sizes[axis]);
        }
        return text.toString();
    }
}
