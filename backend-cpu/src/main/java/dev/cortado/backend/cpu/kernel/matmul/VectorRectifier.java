package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The rectified linear unit over whole vectors. */
final class VectorRectifier {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final FloatVector ZERO = FloatVector.zero(S);

    private VectorRectifier() {}

    /** Rectifies, up to a ceiling, as many elements as fill vectors and returns how many. */
    static int run(float[] c, int at, int length, float ceiling) {
        FloatVector most = FloatVector.broadcast(S, ceiling);
        int end = S.loopBound(length);
        for (int i = 0; i < end; i += Lanes.COUNT) {
            FloatVector.fromArray(S, c, at + i).max(ZERO).min(most).intoArray(c, at + i);
        }
        return end;
    }
}
