package dev.cortado.backend.reference.kernel;

import dev.cortado.api.Shape;

/**
 * One position in a shape, which can walk over all of them in row-major order.
 *
 * <p>A walk is {@code for (boolean more = index.first(); more; more = index.next())}.
 */
final class Index {

    private final int[] sizes;
    private final int[] at;

    Index(Shape shape) {
        sizes = shape.toArray();
        at = new int[sizes.length];
    }

    /** Goes to the first position; false if the shape is empty. */
    boolean first() {
        boolean exists = true;
        for (int axis = 0; axis < sizes.length; axis++) {
            at[axis] = 0;
            exists &= sizes[axis] > 0;
        }
        return exists;
    }

    /** Goes to the next position, the last axis changing fastest; false if there is none. */
    boolean next() {
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
            at[axis]++;
            if (at[axis] < sizes[axis]) {
                return true;
            }
            at[axis] = 0;
        }
        return false;
    }

    /** Returns the position along an axis. */
    int at(int axis) {
        return at[axis];
    }

    /** Moves to a position along an axis. */
    void set(int axis, int position) {
        at[axis] = position;
    }

    /** Moves to where another index of the same number of axes stands. */
    void set(Index other) {
        System.arraycopy(other.at, 0, at, 0, at.length);
    }

    /** Returns the number of this position in row-major order. */
    int flat() {
        int flat = 0;
        for (int axis = 0; axis < sizes.length; axis++) {
            flat = flat * sizes[axis] + at[axis];
        }
        return flat;
    }
}
