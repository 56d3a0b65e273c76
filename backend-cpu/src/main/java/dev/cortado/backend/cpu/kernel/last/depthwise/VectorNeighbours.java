package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loop of depthwise convolutions for 3x3 taps side by side: four neighbours share what they see. */
final class VectorNeighbours {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorNeighbours() {}

    /** Computes a multiple of four results of each channel, at least one vector of them; see {@link LastLoops#convolve}. */
    static void run(
            float[] x,
            int at,
            int step,
            int[] offsets,
            float[] w,
            int wi,
            int[] weights,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels) {
        int taps = weights[1] - weights[0];
        for (int i = 0; i < channels; i += L) {
            int c = Math.min(i, channels - L);
            int top = at + offsets[0] + c;
            int middle = at + offsets[3] + c;
            int bottom = at + offsets[6] + c;
            int result = yi + c;
            int weight = wi + weights[0] + c;
            FloatVector w0 = FloatVector.fromArray(S, w, weight);
            FloatVector w1 = FloatVector.fromArray(S, w, weight + taps);
            FloatVector w2 = FloatVector.fromArray(S, w, weight + 2 * taps);
            FloatVector w3 = FloatVector.fromArray(S, w, weight + 3 * taps);
            FloatVector w4 = FloatVector.fromArray(S, w, weight + 4 * taps);
            FloatVector w5 = FloatVector.fromArray(S, w, weight + 5 * taps);
            FloatVector w6 = FloatVector.fromArray(S, w, weight + 6 * taps);
            FloatVector w7 = FloatVector.fromArray(S, w, weight + 7 * taps);
            FloatVector w8 = FloatVector.fromArray(S, w, weight + 8 * taps);
            FloatVector first = FloatVector.fromArray(S, w, start + c);
            for (int place = 0; place < count; place += 4) {
                int a = place * step;
                FloatVector seen = FloatVector.fromArray(S, x, top + a);
                FloatVector s0 = w0.fma(seen, first);
                seen = FloatVector.fromArray(S, x, top + a + step);
                s0 = w1.fma(seen, s0);
                FloatVector s1 = w0.fma(seen, first);
                seen = FloatVector.fromArray(S, x, top + a + 2 * step);
                s0 = w2.fma(seen, s0);
                s1 = w1.fma(seen, s1);
                FloatVector s2 = w0.fma(seen, first);
                seen = FloatVector.fromArray(S, x, top + a + 3 * step);
                s1 = w2.fma(seen, s1);
                s2 = w1.fma(seen, s2);
                FloatVector s3 = w0.fma(seen, first);
                seen = FloatVector.fromArray(S, x, top + a + 4 * step);
                s2 = w2.fma(seen, s2);
                s3 = w1.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, top + a + 5 * step);
                s3 = w2.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, middle + a);
                s0 = w3.fma(seen, s0);
                seen = FloatVector.fromArray(S, x, middle + a + step);
                s0 = w4.fma(seen, s0);
                s1 = w3.fma(seen, s1);
                seen = FloatVector.fromArray(S, x, middle + a + 2 * step);
                s0 = w5.fma(seen, s0);
                s1 = w4.fma(seen, s1);
                s2 = w3.fma(seen, s2);
                seen = FloatVector.fromArray(S, x, middle + a + 3 * step);
                s1 = w5.fma(seen, s1);
                s2 = w4.fma(seen, s2);
                s3 = w3.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, middle + a + 4 * step);
                s2 = w5.fma(seen, s2);
                s3 = w4.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, middle + a + 5 * step);
                s3 = w5.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, bottom + a);
                s0 = w6.fma(seen, s0);
                seen = FloatVector.fromArray(S, x, bottom + a + step);
                s0 = w7.fma(seen, s0);
                s1 = w6.fma(seen, s1);
                seen = FloatVector.fromArray(S, x, bottom + a + 2 * step);
                s0 = w8.fma(seen, s0);
                s1 = w7.fma(seen, s1);
                s2 = w6.fma(seen, s2);
                seen = FloatVector.fromArray(S, x, bottom + a + 3 * step);
                s1 = w8.fma(seen, s1);
                s2 = w7.fma(seen, s2);
                s3 = w6.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, bottom + a + 4 * step);
                s2 = w8.fma(seen, s2);
                s3 = w7.fma(seen, s3);
                seen = FloatVector.fromArray(S, x, bottom + a + 5 * step);
                s3 = w8.fma(seen, s3);
                int to = result + place * stride;
                s0.intoArray(y, to);
                s1.intoArray(y, to + stride);
                s2.intoArray(y, to + 2 * stride);
                s3.intoArray(y, to + 3 * stride);
            }
        }
    }
}
