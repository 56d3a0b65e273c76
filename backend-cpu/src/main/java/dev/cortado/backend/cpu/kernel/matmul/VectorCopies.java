package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vector twin of {@link Copies}. */
final class VectorCopies {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorCopies() {}

    static void four(float[] from, int fo, int[] views, int first, int count, float[] to, int at) {
        int out = at;
        for (int i = 0; i < count; i++) {
            int in = fo + views[first + i];
            FloatVector v0 = FloatVector.fromArray(S, from, in);
            FloatVector v1 = FloatVector.fromArray(S, from, in + L);
            FloatVector v2 = FloatVector.fromArray(S, from, in + 2 * L);
            FloatVector v3 = FloatVector.fromArray(S, from, in + 3 * L);
            v0.intoArray(to, out);
            v1.intoArray(to, out + L);
            v2.intoArray(to, out + 2 * L);
            v3.intoArray(to, out + 3 * L);
            out += 4 * L;
        }
    }

    static void some(float[] from, int fo, int[] views, int first, int count, int vectors, float[] to, int at) {
        for (int vector = 0; vector < vectors; vector++) {
            int out = at + vector * L;
            int in = fo + vector * L;
            for (int i = 0; i < count; i++) {
                FloatVector.fromArray(S, from, in + views[first + i]).intoArray(to, out);
                out += vectors * L;
            }
        }
    }
}
