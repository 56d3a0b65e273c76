package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/** Adds up, for each element of a row of the input, what the taps of the last axis saw of it; in order of the taps. */
final class VectorRowSums {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    /** Adding it keeps every float as it is. */
    private static final FloatVector NOTHING = FloatVector.broadcast(S, -0f);

    private final int size;
    private final int taps;
    /** Per tap how far its first place lies behind the first element. */
    private final int[] shifts;
    /** Per tap and vector of the row the lanes that the tap saw. */
    private final VectorMask<Float>[] seen;

    @SuppressWarnings("unchecked")
    VectorRowSums(RowCopy[] copies, int size) {
        this.size = size;
        taps = copies.length;
        shifts = new int[taps];
        int vectors = (size + L - 1) / L;
        seen = new VectorMask[taps * vectors];
        for (int tap = 0; tap < taps; tap++) {
            shifts[tap] = copies[tap].shift();
            VectorMask<Float>[] masks = VectorRows.masks(size, copies[tap].start(), copies[tap].length());
            System.arraycopy(masks, 0, seen, tap * vectors, vectors);
        }
    }

    /** Returns up to how many elements are read before a tap's row. */
    int readsBefore() {
        int most = 0;
        for (int shift : shifts) {
            most = Math.max(most, shift);
        }
        return most;
    }

    /** Writes one row of sums, up to a vector too far. */
    void run(float[] rows, int from, int distance, float[] to, int at) {
        int vectors = seen.length / taps;
        for (int vector = 0; vector < vectors; vector++) {
            FloatVector sum = FloatVector.zero(S);
            int in = from + vector * L;
            for (int tap = 0; tap < taps; tap++) {
                FloatVector v = FloatVector.fromArray(S, rows, in - shifts[tap]);
                sum = sum.add(NOTHING.blend(v, seen[tap * vectors + vector]));
                in += distance;
            }
            sum.intoArray(to, at + vector * L);
        }
    }

    int size() {
        return size;
    }
}
