package com.example.plain;

import dev.cortado.api.op.ArgMax;
import dev.cortado.api.op.Reduce;
import java.util.Arrays;

/** Loops along axes. */
final class Lines {

    private Lines() {}

    static void reduce(Reduce op, Numbers x, Numbers y) {
        int[] to = new int[x.sizes.length];
        for (int axis = 0, kept = 0; axis < to.length; axis++) {
            to[axis] = op.axes().contains(axis) ? 0 : y.strides()[kept++];
        }
        double[] totals = new double[y.count];
        Arrays.fill(totals, switch (op.kind()) {
            case SUM, SUM_SQUARES -> 0;
            case MAX -> Double.NEGATIVE_INFINITY;
            case MIN -> Double.POSITIVE_INFINITY;
        });
        Walk.over(x.sizes, x.strides(), 0, to, 0, (i, j) -> {
            double a = x.get(i);
            totals[j] = switch (op.kind()) {
                case SUM -> totals[j] + a;
                case SUM_SQUARES -> totals[j] + Elementwise.product(a, a, x.dtype.isFloating());
                case MAX -> Math.max(totals[j], a);
                case MIN -> Math.min(totals[j], a);
            };
        });
        y.setAll(totals);
    }

    /** The first of the largest; the first NaN is above all numbers. */
    static void argMax(ArgMax op, Numbers x, Numbers y) {
        int stride = x.strides()[op.axis()];
        int[] lines = x.strides();
        lines[op.axis()] = 0;
        int[] to = new int[x.sizes.length];
        for (int axis = 0, kept = 0; axis < to.length; axis++) {
            to[axis] = axis == op.axis() ? 0 : y.strides()[kept++];
        }
        Walk.over(x.sizes, lines, 0, to, 0, (line, j) -> {
            int best = 0;
            for (int i = 1; i < x.sizes[op.axis()]; i++) {
                double a = x.get(line + i * stride);
                double b = x.get(line + best * stride);
                best = a > b || Double.isNaN(a) && !Double.isNaN(b) ? i : best;
            }
            y.set(j, best);
        });
    }
}
