package dev.cortado.backend.nd4j.host;

import java.util.Arrays;

/** Fills tensors with one number. */
public final class Fill {

    private static final int CHUNK = 1024;

    private Fill() {}

    /** Returns what sets every element to a number, rounded or truncated to the type. */
    public static Runnable with(Region y, double number) {
        if (y.isFloating()) {
            double[] chunk = new double[CHUNK];
            Arrays.fill(chunk, number);
            return () -> {
                for (int i = 0; i < y.count(); i += CHUNK) {
                    y.put(i, Math.min(CHUNK, y.count() - i), chunk);
                }
            };
        }
        long[] chunk = new long[CHUNK];
        Arrays.fill(chunk, (long) number);
        return () -> {
            for (int i = 0; i < y.count(); i += CHUNK) {
                y.put(i, Math.min(CHUNK, y.count() - i), chunk);
            }
        };
    }
}
