package dev.cortado.backend.nd4j.host;

import dev.cortado.api.DType;
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
        Arrays.fill(chunk, whole(y.dtype(), number));
        return () -> {
            for (int i = 0; i < y.count(); i += CHUNK) {
                y.put(i, Math.min(CHUNK, y.count() - i), chunk);
            }
        };
    }

    /** Truncates a number as Java does, or asks whether it is not 0. */
    private static long whole(DType dtype, double number) {
        return switch (dtype) {
            case BOOL -> number != 0 ? 1 : 0;
            case INT64 -> (long) number;
            default -> (int) number;
        };
    }
}
