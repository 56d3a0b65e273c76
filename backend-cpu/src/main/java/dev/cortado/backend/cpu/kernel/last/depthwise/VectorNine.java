package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loop of gradients of depthwise kernels for nine taps. */
final class VectorNine {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private VectorNine() {}

    /** Adds products of one vector of channels to nine partial sums; see {@link LastLoops#dots}. */
    static void dots(
            float[] x,
            int at,
            int step,
            int[] offsets,
            int tap,
            float[] dy,
            int di,
            int stride,
            int count,
            float[] sums,
            int si,
            int width) {
        FloatVector s0 = FloatVector.fromArray(S, sums, si);
        FloatVector s1 = FloatVector.fromArray(S, sums, si + width);
        FloatVector s2 = FloatVector.fromArray(S, sums, si + 2 * width);
        FloatVector s3 = FloatVector.fromArray(S, sums, si + 3 * width);
        FloatVector s4 = FloatVector.fromArray(S, sums, si + 4 * width);
        FloatVector s5 = FloatVector.fromArray(S, sums, si + 5 * width);
        FloatVector s6 = FloatVector.fromArray(S, sums, si + 6 * width);
        FloatVector s7 = FloatVector.fromArray(S, sums, si + 7 * width);
        FloatVector s8 = FloatVector.fromArray(S, sums, si + 8 * width);
        int x0 = at + offsets[tap];
        int x1 = at + offsets[tap + 1];
        int x2 = at + offsets[tap + 2];
        int x3 = at + offsets[tap + 3];
        int x4 = at + offsets[tap + 4];
        int x5 = at + offsets[tap + 5];
        int x6 = at + offsets[tap + 6];
        int x7 = at + offsets[tap + 7];
        int x8 = at + offsets[tap + 8];
        for (int place = 0; place < count; place++) {
            int a = place * step;
            FloatVector gradient = FloatVector.fromArray(S, dy, di + place * stride);
            s0 = gradient.fma(FloatVector.fromArray(S, x, x0 + a), s0);
            s1 = gradient.fma(FloatVector.fromArray(S, x, x1 + a), s1);
            s2 = gradient.fma(FloatVector.fromArray(S, x, x2 + a), s2);
            s3 = gradient.fma(FloatVector.fromArray(S, x, x3 + a), s3);
            s4 = gradient.fma(FloatVector.fromArray(S, x, x4 + a), s4);
            s5 = gradient.fma(FloatVector.fromArray(S, x, x5 + a), s5);
            s6 = gradient.fma(FloatVector.fromArray(S, x, x6 + a), s6);
            s7 = gradient.fma(FloatVector.fromArray(S, x, x7 + a), s7);
            s8 = gradient.fma(FloatVector.fromArray(S, x, x8 + a), s8);
        }
        s0.intoArray(sums, si);
        s1.intoArray(sums, si + width);
        s2.intoArray(sums, si + 2 * width);
        s3.intoArray(sums, si + 3 * width);
        s4.intoArray(sums, si + 4 * width);
        s5.intoArray(sums, si + 5 * width);
        s6.intoArray(sums, si + 6 * width);
        s7.intoArray(sums, si + 7 * width);
        s8.intoArray(sums, si + 8 * width);
    }
}
