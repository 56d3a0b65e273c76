package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.matmul.DotBlocks;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Copies and adds in whole vectors; copies read and write up to a vector too far. */
final class VectorCopy {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final FloatVector ZERO = FloatVector.zero(S);

    private VectorCopy() {}

    static void copy(float[] from, int fo, int length, float[] to, int at) {
        for (int i = 0; i < length; i += L) {
            FloatVector.fromArray(S, from, fo + i).intoArray(to, at + i);
        }
    }

    static void zero(float[] to, int at, int length) {
        for (int i = 0; i < length; i += L) {
            ZERO.intoArray(to, at + i);
        }
    }

    static void spread(float[] from, int fo, int steps, float[] to, int at, int distance) {
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < DotBlocks.STEP; i += L) {
                FloatVector.fromArray(S, from, fo + step * DotBlocks.STEP + i).intoArray(to, at + step * distance + i);
            }
        }
    }

    /** Adds as many floats as fill vectors and returns how many. */
    static int addWhole(float[] from, int fo, int length, float[] to, int at) {
        int end = S.loopBound(length);
        for (int i = 0; i < end; i += L) {
            FloatVector.fromArray(S, to, at + i)
                    .add(FloatVector.fromArray(S, from, fo + i))
                    .intoArray(to, at + i);
        }
        return end;
    }
}
