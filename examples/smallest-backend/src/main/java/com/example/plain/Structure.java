package com.example.plain;

import dev.cortado.api.op.*;

/** Moves of elements: each is a walk with a distance per axis on either side. */
final class Structure {

    private Structure() {}

    private static void move(Numbers x, int[] from, int start, Numbers y) {
        Walk.over(y.sizes, from, start, y.strides(), 0, (i, j) -> y.copy(j, x, i));
    }

    static void broadcast(Broadcast op, Numbers x, Numbers y) {
        int[] from = new int[y.sizes.length];
        for (int i = 0; i < x.sizes.length; i++) {
            from[op.axes().get(i)] = x.sizes[i] == 1 ? 0 : x.strides()[i];
        }
        move(x, from, 0, y);
    }

    static void transpose(Transpose op, Numbers x, Numbers y) {
        move(x, op.order().stream().mapToInt(axis -> x.strides()[axis]).toArray(), 0, y);
    }

    static void slice(Slice op, Numbers x, Numbers y) {
        int[] from = x.strides();
        int start = 0;
        for (int axis = 0; axis < from.length; axis++) {
            start += op.start().get(axis) * from[axis];
            from[axis] *= op.step().get(axis);
        }
        move(x, from, start, y);
    }

    static void reverse(Reverse op, Numbers x, Numbers y) {
        int[] from = x.strides();
        int start = 0;
        for (int axis : op.axes()) {
            start += (x.sizes[axis] - 1) * from[axis];
            from[axis] = -from[axis];
        }
        move(x, from, start, y);
    }

    /** Fills with the padding value, then moves what lands inside; negative padding crops. */
    static void pad(Pad op, Numbers x, Numbers y) {
        for (int i = 0; i < y.count; i++) {
            y.set(i, op.value());
        }
        Taps taps = new Taps(x.sizes.length);
        for (int axis = 0; axis < x.sizes.length; axis++) {
            int distance = op.interior().get(axis) + 1;
            taps.axis(axis, y, axis, x, 1, -op.low().get(axis), distance);
        }
        taps.walk((i, j) -> y.copy(j, x, i));
    }

    static void concat(Concat op, Numbers[] parts, Numbers y) {
        int start = 0;
        for (Numbers part : parts) {
            Walk.over(part.sizes, part.strides(), 0, y.strides(), start, (i, j) -> y.copy(j, part, i));
            start += part.sizes[op.axis()] * y.strides()[op.axis()];
        }
    }

    static void gather(GatherAlong op, Numbers x, Numbers indices, Numbers y) {
        int stride = x.strides()[op.axis()];
        int[] from = x.strides();
        from[op.axis()] = 0;
        Walk.over(y.sizes, from, 0, y.strides(), 0, (line, i) -> {
            int index = (int) indices.get(i);
            if (index >= 0 && index < x.sizes[op.axis()]) {
                y.copy(i, x, line + index * stride);
            } else {
                y.set(i, 0);
            }
        });
    }

    static void scatterAdd(ScatterAddAlong op, Numbers x, Numbers indices, Numbers y) {
        double[] sums = new double[y.count];
        int stride = y.strides()[op.axis()];
        int[] to = y.strides();
        to[op.axis()] = 0;
        Walk.over(x.sizes, x.strides(), 0, to, 0, (i, line) -> {
            int index = (int) indices.get(i);
            if (index >= 0 && index < y.sizes[op.axis()]) {
                sums[line + index * stride] += x.get(i);
            }
        });
        y.setAll(sums);
    }

    static void iota(Iota op, Numbers y) {
        int[] along = new int[y.sizes.length];
        along[op.axis()] = 1;
        Walk.over(y.sizes, along, 0, y.strides(), 0, (i, j) -> y.set(j, i));
    }
}
