package com.example.plain;

import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import java.util.Arrays;

/** Loops over the places of a window, one tap after another in row-major order. */
final class Windows {

    private Windows() {}

    static void reduce(WindowReduce op, Numbers x, Numbers y) {
        boolean max = op.kind() == WindowReduce.Kind.MAX;
        double[] totals = new double[y.count];
        Arrays.fill(totals, max ? Double.NEGATIVE_INFINITY : 0);
        eachTap(op.window(), x, y, (i, j) -> totals[j] = max ? Math.max(totals[j], x.get(i)) : totals[j] + x.get(i));
        y.setAll(totals);
    }

    /** Gives the number of the largest element within its plane; -1 where a window sees none. */
    static void argMax(Window window, Numbers x, Numbers y) {
        int plane = Math.max(1, Arrays.stream(x.sizes).skip(2).reduce(1, (a, b) -> a * b));
        int[] best = new int[y.count];
        Arrays.fill(best, -1);
        eachTap(window, x, y, (i, j) -> {
            if (best[j] < 0 || x.get(i) > x.get(best[j]) || Double.isNaN(x.get(i))) {
                best[j] = i;
            }
        });
        for (int i = 0; i < y.count; i++) {
            y.set(i, best[i] < 0 ? -1 : best[i] % plane);
        }
    }

    private static void eachTap(Window window, Numbers x, Numbers y, Walk.Step step) {
        int axes = window.spatialAxes();
        int[] size = window.size().stream().mapToInt(Integer::intValue).toArray();
        int[] at = new int[axes];
        for (int tap = 0; tap < window.elements(); tap++) {
            Taps taps = new Taps(axes + 2);
            for (int axis = 0; axis < axes + 2; axis++) {
                int i = axis - 2;
                int shift = i < 0 ? 0 : at[i] * window.dilation().get(i) - window.padLow().get(i);
                taps.axis(axis, y, axis, x, i < 0 ? 1 : window.stride().get(i), shift, 1);
            }
            taps.walk(step);
            next(at, size);
        }
    }

    /** Goes to the next tap. */
    static void next(int[] at, int[] size) {
        for (int axis = at.length - 1; axis >= 0 && ++at[axis] == size[axis]; axis--) {
            at[axis] = 0;
        }
    }
}
