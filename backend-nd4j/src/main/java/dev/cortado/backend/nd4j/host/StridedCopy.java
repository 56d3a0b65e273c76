package dev.cortado.backend.nd4j.host;

import dev.cortado.api.Shape;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/**
 * Copies a box of elements, bit by bit, between two tensors with any distances between elements: what transposing,
 * repeating, slicing, reversing, padding and joining have in common.
 */
final class StridedCopy {

    private final int[] sizes;
    private final int[] fromStrides;
    private final int[] toStrides;
    private final int fromStart;
    private final int toStart;
    private final int[] at;

    StridedCopy(int[] sizes, int[] fromStrides, int fromStart, int[] toStrides, int toStart) {
        int last = sizes.length - 1;
        // axes that lie behind one another on both sides are one axis
        while (last > 0
                && fromStrides[last - 1] == fromStrides[last] * sizes[last]
                && toStrides[last - 1] == toStrides[last] * sizes[last]) {
            last--;
        }
        int rank = Math.max(1, last + 1);
        this.sizes = new int[rank];
        this.fromStrides = new int[rank];
        this.toStrides = new int[rank];
        this.sizes[0] = 1;
        for (int axis = 0; axis < rank && axis < sizes.length; axis++) {
            this.sizes[axis] = sizes[axis];
            this.fromStrides[axis] = fromStrides[axis];
            this.toStrides[axis] = toStrides[axis];
        }
        for (int axis = rank; axis < sizes.length; axis++) {
            this.sizes[rank - 1] *= sizes[axis];
            this.fromStrides[rank - 1] = fromStrides[axis];
            this.toStrides[rank - 1] = toStrides[axis];
        }
        this.fromStart = fromStart;
        this.toStart = toStart;
        this.at = new int[rank];
    }

    /** Returns the distances between elements of a dense tensor along each axis. */
    static int[] strides(Shape shape) {
        int[] strides = new int[shape.rank()];
        int stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= shape.size(axis);
        }
        return strides;
    }

    /** Copies between tensors of one type, which do not overlap. */
    void run(Region from, Region to) {
        for (int size : sizes) {
            if (size == 0) {
                return;
            }
        }
        java.util.Arrays.fill(at, 0);
        int last = sizes.length - 1;
        int source = fromStart;
        int target = toStart;
        while (true) {
            line(from, source, to, target, sizes[last], fromStrides[last], toStrides[last]);
            int axis = last - 1;
            while (axis >= 0) {
                source += fromStrides[axis];
                target += toStrides[axis];
                at[axis]++;
                if (at[axis] < sizes[axis]) {
                    break;
                }
                source -= sizes[axis] * fromStrides[axis];
                target -= sizes[axis] * toStrides[axis];
                at[axis] = 0;
                axis--;
            }
            if (axis < 0) {
                return;
            }
        }
    }

    private static void line(Region from, int source, Region to, int target, int n, int step, int stride) {
        switch (from.dtype().bytes()) {
            case 4 -> words(from.words(), source, to.words(), target, n, step, stride);
            case 8 -> doubleWords(from.doubleWords(), source, to.doubleWords(), target, n, step, stride);
            default -> bytes(from.bytes(), source, to.bytes(), target, n, step, stride);
        }
    }

    private static void words(IntBuffer from, int source, IntBuffer to, int target, int n, int step, int stride) {
        if (step == 1 && stride == 1) {
            to.put(target, from, source, n);
        } else if (step == 0 && stride == 1) {
            int value = from.get(source);
            for (int i = 0; i < n; i++) {
                to.put(target + i, value);
            }
        } else {
            for (int i = 0; i < n; i++) {
                to.put(target + i * stride, from.get(source + i * step));
            }
        }
    }

    private static void doubleWords(
            LongBuffer from, int source, LongBuffer to, int target, int n, int step, int stride) {
        if (step == 1 && stride == 1) {
            to.put(target, from, source, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to.put(target + i * stride, from.get(source + i * step));
        }
    }

    private static void bytes(ByteBuffer from, int source, ByteBuffer to, int target, int n, int step, int stride) {
        if (step == 1 && stride == 1) {
            to.put(target, from, source, n);
            return;
        }
        for (int i = 0; i < n; i++) {
            to.put(target + i * stride, from.get(source + i * step));
        }
    }
}
