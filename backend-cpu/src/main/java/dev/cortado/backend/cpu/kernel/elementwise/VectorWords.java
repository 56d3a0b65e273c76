package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.Lanes.INTS;

import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Loops over random words. */
final class VectorWords {

    private static final int ONE_BITS = 0x3F800000;

    private VectorWords() {}

    static void kept(int[] words, int wi, int threshold, float[] y, int yi, int n) {
        IntVector zero = IntVector.zero(INTS);
        IntVector one = IntVector.broadcast(INTS, ONE_BITS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            IntVector signed = IntVector.fromArray(INTS, words, wi + i).add(Integer.MIN_VALUE);
            zero.blend(one, signed.compare(VectorOperators.GE, threshold))
                    .reinterpretAsFloats()
                    .intoArray(y, yi + i);
        }
        ScalarWords.kept(words, wi + full, threshold, y, yi + full, n - full);
    }
}
