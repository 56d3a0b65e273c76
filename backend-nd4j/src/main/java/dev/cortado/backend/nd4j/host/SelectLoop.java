package dev.cortado.backend.nd4j.host;

import dev.cortado.api.op.Dropout;

/** Chooses between elements. */
final class SelectLoop {

    private SelectLoop() {}

    static Runnable of(Region which, Region yes, Region no, Region y) {
        long[] truth = new long[Lanes.CHUNK];
        return yes.isFloating() ? real(truth, which, yes, no, y) : whole(truth, which, yes, no, y);
    }

    private static Runnable real(long[] truth, Region which, Region yes, Region no, Region y) {
        double[] a = new double[Lanes.CHUNK];
        double[] b = new double[Lanes.CHUNK];
        return () -> {
            for (int i = 0; i < y.count(); i += Lanes.CHUNK) {
                int n = Math.min(Lanes.CHUNK, y.count() - i);
                which.get(i, n, truth);
                yes.get(i, n, a);
                no.get(i, n, b);
                for (int k = 0; k < n; k++) {
                    a[k] = truth[k] != 0 ? a[k] : b[k];
                }
                y.put(i, n, a);
            }
        };
    }

    private static Runnable whole(long[] truth, Region which, Region yes, Region no, Region y) {
        long[] a = new long[Lanes.CHUNK];
        long[] b = new long[Lanes.CHUNK];
        return () -> {
            for (int i = 0; i < y.count(); i += Lanes.CHUNK) {
                int n = Math.min(Lanes.CHUNK, y.count() - i);
                which.get(i, n, truth);
                yes.get(i, n, a);
                no.get(i, n, b);
                for (int k = 0; k < n; k++) {
                    a[k] = truth[k] != 0 ? a[k] : b[k];
                }
                y.put(i, n, a);
            }
        };
    }

    /** Returns the loop of {@link Dropout}: an element is kept where its word, the sign bit flipped, reaches the threshold. */
    static Runnable dropout(Dropout op, Region x, Region words, Region y) {
        long[] w = new long[Lanes.CHUNK];
        double[] a = new double[Lanes.CHUNK];
        double factor = ElementwiseLoops.rounded(x.dtype(), 1 / (1 - op.rate()));
        int threshold = op.threshold();
        return () -> {
            for (int i = 0; i < y.count(); i += Lanes.CHUNK) {
                int n = Math.min(Lanes.CHUNK, y.count() - i);
                words.get(i, n, w);
                x.get(i, n, a);
                for (int k = 0; k < n; k++) {
                    a[k] = (int) w[k] + Integer.MIN_VALUE >= threshold ? a[k] * factor : 0;
                }
                y.put(i, n, a);
            }
        };
    }
}
