package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies as many elements from each of several places, to rows of a block. */
final class PieceCopy {

    private PieceCopy() {}

    /**
     * Copies pieces in order of their places; up to a vector behind each is overwritten.
     *
     * @param from the source
     * @param fo what is added to each place
     * @param places where pieces start
     * @param count how many
     * @param length elements of each
     * @param to receives them, {@link InnerKernels#ROW_PITCH} apart
     * @param at where the first goes
     */
    static void run(float[] from, int fo, int[] places, int count, int length, float[] to, int at) {
        int whole = VectorPath.VECTOR ? Vectors.run(from, fo, places, count, length, to, at) : 0;
        for (int i = whole; i < count; i++) {
            System.arraycopy(from, fo + places[i], to, at + i * InnerKernels.ROW_PITCH, length);
        }
    }

    /** Loaded only where the Vector API is there. */
    private static final class Vectors {

        private static final VectorSpecies<Float> S = Lanes.FLOATS;
        private static final int L = Lanes.COUNT;

        /** Copies pieces until one ends too close to the end of the source; returns how many. */
        static int run(float[] from, int fo, int[] places, int count, int length, float[] to, int at) {
            int last = from.length - length - 4 * L;
            int target = at;
            for (int i = 0; i < count; i++) {
                int source = fo + places[i];
                if (source > last) {
                    return i;
                }
                if (length <= L) {
                    FloatVector.fromArray(S, from, source).intoArray(to, target);
                } else {
                    copy(from, source, length, to, target);
                }
                target += InnerKernels.ROW_PITCH;
            }
            return count;
        }

        private static void copy(float[] from, int source, int length, float[] to, int target) {
            int k = 0;
            for (; k < length - 3 * L; k += 4 * L) {
                FloatVector a = FloatVector.fromArray(S, from, source + k);
                FloatVector b = FloatVector.fromArray(S, from, source + k + L);
                FloatVector c = FloatVector.fromArray(S, from, source + k + 2 * L);
                FloatVector d = FloatVector.fromArray(S, from, source + k + 3 * L);
                a.intoArray(to, target + k);
                b.intoArray(to, target + k + L);
                c.intoArray(to, target + k + 2 * L);
                d.intoArray(to, target + k + 3 * L);
            }
            for (; k < length; k += L) {
                FloatVector.fromArray(S, from, source + k).intoArray(to, target + k);
            }
        }
    }
}
