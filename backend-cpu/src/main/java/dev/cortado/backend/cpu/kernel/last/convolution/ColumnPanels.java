package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Packs what places see into panels of columns, place by place, so that memory is read in its order. */
final class ColumnPanels {

    private ColumnPanels() {}

    /**
     * Packs the columns of some places.
     *
     * @param from where places lie
     * @param fo what is added to each place
     * @param places where the columns of each place start
     * @param count how many places
     * @param width columns of each, a multiple of the lanes; the last panel may be one vector wide
     * @param to receives the panels
     * @param at where the first goes
     * @param pitch floats from one panel to the next
     */
    static void pack(float[] from, int fo, int[] places, int count, int width, float[] to, int at, int pitch) {
        int pairs = width / Width.PAIR;
        if (VectorPath.VECTOR) {
            Vectors.pairs(from, fo, places, count, pairs, to, at, pitch);
        } else {
            for (int place = 0; place < count; place++) {
                for (int pair = 0; pair < pairs; pair++) {
                    int in = fo + places[place] + pair * Width.PAIR;
                    System.arraycopy(from, in, to, at + pair * pitch + place * Width.PAIR, Width.PAIR);
                }
            }
        }
        if (pairs * Width.PAIR < width) {
            int out = at + pairs * pitch;
            for (int place = 0; place < count; place++) {
                int in = fo + places[place] + pairs * Width.PAIR;
                System.arraycopy(from, in, to, out + place * Width.LANES, Width.LANES);
            }
        }
    }

    /** Loaded only where the Vector API is there. */
    private static final class Vectors {

        private static final VectorSpecies<Float> S = Lanes.FLOATS;
        private static final int L = Lanes.COUNT;

        static void pairs(float[] from, int fo, int[] places, int count, int pairs, float[] to, int at, int pitch) {
            for (int place = 0; place < count; place++) {
                int in = fo + places[place];
                int out = at + place * 2 * L;
                for (int pair = 0; pair < pairs; pair++) {
                    FloatVector left = FloatVector.fromArray(S, from, in);
                    FloatVector right = FloatVector.fromArray(S, from, in + L);
                    left.intoArray(to, out);
                    right.intoArray(to, out + L);
                    in += 2 * L;
                    out += pitch;
                }
            }
        }
    }
}
