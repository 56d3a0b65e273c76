package dev.cortado.backend.nd4j.host;

import dev.cortado.api.DType;

/** Converts elements as Java does. */
final class CastLoop {

    private CastLoop() {}

    static Runnable of(Region x, Region y) {
        if (x.isFloating() && y.isFloating()) {
            return Lanes.real((a, b, r, n) -> System.arraycopy(a, 0, r, 0, n), x, null, 0, y);
        }
        if (x.isFloating()) {
            DType to = y.dtype();
            return Lanes.test((a, b, r, n) -> truncate(a, to, r, n), x, null, 0, y);
        }
        if (y.isFloating()) {
            return fromWhole(x, y);
        }
        return Lanes.whole((a, b, r, n) -> System.arraycopy(a, 0, r, 0, n), x, null, 0, y);
    }

    private static void truncate(double[] x, DType to, long[] y, int n) {
        for (int i = 0; i < n; i++) {
            y[i] = switch (to) {
                case BOOL -> x[i] != 0 ? 1 : 0;
                case INT64 -> (long) x[i];
                default -> (int) x[i];
            };
        }
    }

    /** Rounds once: a long that first became a double would be rounded twice on its way to a float. */
    private static Runnable fromWhole(Region x, Region y) {
        long[] a = new long[Lanes.CHUNK];
        double[] r = new double[Lanes.CHUNK];
        boolean single = y.dtype() == DType.FLOAT32;
        return () -> {
            for (int i = 0; i < y.count(); i += Lanes.CHUNK) {
                int n = Math.min(Lanes.CHUNK, y.count() - i);
                x.get(i, n, a);
                for (int k = 0; k < n; k++) {
                    r[k] = single ? (float) a[k] : (double) a[k];
                }
                y.put(i, n, r);
            }
        };
    }
}
