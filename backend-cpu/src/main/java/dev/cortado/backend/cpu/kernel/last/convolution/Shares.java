package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.VectorPath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds what shares of the work have summed up, in their order. */
final class Shares {

    private Shares() {}

    /**
     * Adds rows of all shares.
     *
     * @param from the sums
     * @param fo where the row of the first share starts
     * @param distance floats from one share to the next
     * @param shares how many
     * @param count elements of a row, a multiple of the lanes
     * @param to receives the row
     * @param at where it starts
     */
    static void add(float[] from, int fo, int distance, int shares, int count, float[] to, int at) {
        if (VectorPath.VECTOR) {
            Vectors.add(from, fo, distance, shares, count, to, at);
            return;
        }
        for (int i = 0; i < count; i++) {
            float sum = from[fo + i];
            for (int share = 1; share < shares; share++) {
                sum += from[fo + share * distance + i];
            }
            to[at + i] = sum;
        }
    }

    /** Loaded only where the Vector API is there. */
    private static final class Vectors {

        private static final VectorSpecies<Float> S = Lanes.FLOATS;
        private static final int L = Lanes.COUNT;

        static void add(float[] from, int fo, int distance, int shares, int count, float[] to, int at) {
            for (int i = 0; i < count; i += L) {
                FloatVector sum = FloatVector.fromArray(S, from, fo + i);
                for (int share = 1; share < shares; share++) {
                    sum = sum.add(FloatVector.fromArray(S, from, fo + share * distance + i));
                }
                sum.intoArray(to, at + i);
            }
        }
    }
}
