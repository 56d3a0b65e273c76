package dev.cortado.backend.nd4j.host;

import java.util.Arrays;

/**
 * Maxima over windows of float32, on integers that are ordered as the floats are: no branches, which would be guessed
 * wrong half of the time.
 */
final class FloatWindows {

    private static final int LARGEST = Integer.MAX_VALUE;
    private static final int MINUS_INFINITY = key(Float.NEGATIVE_INFINITY);

    private FloatWindows() {}

    /** Returns an integer that is larger for a larger float; -0 is below +0, NaN above all. */
    private static int key(float x) {
        int bits = Float.floatToRawIntBits(x);
        int ordered = bits ^ bits >> 31 & LARGEST;
        return x != x ? LARGEST : ordered;
    }

    private static float number(int key) {
        return key == LARGEST ? Float.NaN : Float.intBitsToFloat(key ^ key >> 31 & LARGEST);
    }

    static Runnable largest(WindowTaps taps, Region x, Region y) {
        float[] plane = new float[taps.plane];
        int[] keys = new int[taps.plane];
        float[] found = new float[taps.places];
        return () -> {
            for (int i = 0; i * taps.places < y.count(); i++) {
                x.getFloats(i * taps.plane, taps.plane, plane);
                for (int e = 0; e < keys.length; e++) {
                    keys[e] = key(plane[e]);
                }
                for (int p = 0; p < found.length; p++) {
                    int best = MINUS_INFINITY;
                    for (int t = taps.first[p]; t < taps.first[p + 1]; t++) {
                        best = Math.max(best, keys[taps.elements[t]]);
                    }
                    found[p] = number(best);
                }
                y.putFloats(i * taps.places, taps.places, found);
            }
        };
    }

    /** Finds the winner of each place of a plane: the first of equal ones, the last NaN; -1 if there is none. */
    static void winners(WindowTaps taps, float[] plane, int[] keys, int[] winners) {
        boolean allNumbers = true;
        for (int e = 0; e < keys.length; e++) {
            // adding 0 turns -0 into +0, for they are equal here
            keys[e] = key(plane[e] + 0f);
            allNumbers &= keys[e] != LARGEST;
        }
        int later = allNumbers ? 0 : 1;
        for (int p = 0; p < winners.length; p++) {
            int start = taps.first[p];
            int end = taps.first[p + 1];
            int where = start < end ? taps.elements[start] : -1;
            int best = start < end ? keys[where] : 0;
            for (int t = start + 1; t < end; t++) {
                int element = taps.elements[t];
                int key = keys[element];
                boolean wins = key > best || later == 1 && key == LARGEST;
                where = wins ? element : where;
                best = wins ? key : best;
            }
            winners[p] = where;
        }
    }

    static Runnable gradient(WindowTaps taps, Region x, Region dy, Region dx) {
        float[] plane = new float[taps.plane];
        int[] keys = new int[taps.plane];
        int[] winners = new int[taps.places];
        double[] gradients = new double[taps.places];
        double[] sums = new double[taps.plane];
        return () -> {
            for (int i = 0; i * taps.places < dy.count(); i++) {
                x.getFloats(i * taps.plane, taps.plane, plane);
                winners(taps, plane, keys, winners);
                dy.get(i * taps.places, taps.places, gradients);
                Arrays.fill(sums, 0);
                for (int p = 0; p < winners.length; p++) {
                    if (winners[p] >= 0) {
                        sums[winners[p]] += gradients[p];
                    }
                }
                dx.put(i * taps.plane, taps.plane, sums);
            }
        };
    }
}
