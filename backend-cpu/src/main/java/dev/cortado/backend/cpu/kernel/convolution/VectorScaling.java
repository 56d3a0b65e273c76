package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Normalization with fixed numbers over whole vectors. */
final class VectorScaling {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private VectorScaling() {}

    /** Normalizes as many elements as fill vectors and returns how many. */
    static int run(float[] c, int at, int length, float mean, float factor, float shift) {
        FloatVector center = FloatVector.broadcast(S, mean);
        FloatVector scale = FloatVector.broadcast(S, factor);
        FloatVector base = FloatVector.broadcast(S, shift);
        int end = S.loopBound(length);
        for (int i = 0; i < end; i += Lanes.COUNT) {
            FloatVector.fromArray(S, c, at + i).sub(center).fma(scale, base).intoArray(c, at + i);
        }
        return end;
    }
}
