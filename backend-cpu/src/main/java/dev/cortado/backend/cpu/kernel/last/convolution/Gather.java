package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.VectorPath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Collects elements that lie apart. */
final class Gather {

    private Gather() {}

    /**
     * Collects some elements.
     *
     * @param offsets where they lie, relative to {@code from}
     * @param first the entry of the first
     * @param count how many, a multiple of the lanes
     */
    static void run(float[] source, int from, int[] offsets, int first, int count, float[] target, int to) {
        if (VectorPath.VECTOR) {
            Vectors.run(source, from, offsets, first, count, target, to);
        } else {
            for (int i = 0; i < count; i++) {
                target[to + i] = source[from + offsets[first + i]];
            }
        }
    }

    /** Loaded only where the Vector API is there. */
    private static final class Vectors {

        private static final VectorSpecies<Float> S = Lanes.FLOATS;

        static void run(float[] source, int from, int[] offsets, int first, int count, float[] target, int to) {
            for (int i = 0; i < count; i += S.length()) {
                FloatVector.fromArray(S, source, from, offsets, first + i).intoArray(target, to + i);
            }
        }
    }
}
