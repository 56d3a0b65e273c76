package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loop of depthwise convolutions for 3x3 taps side by side: results of four rows share what they see.
 *
 * <p>Each row is read and written in the order of memory, and needed again before it has left the first-level cache.
 */
final class VectorFourRows {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorFourRows() {}

    /** Computes results of the channels from one on to another; see {@link LastLoops#fourRows}. */
    static void run(
            float[] x,
            int[] seen,
            int pixel,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int pitch,
            int count,
            int from,
            int end) {
        int at0 = seen[0];
        int at1 = seen[1];
        int at2 = seen[2];
        int at3 = seen[3];
        int at4 = seen[4];
        int at5 = seen[5];
        float[] x0 = at0 < 0 ? zeros : x;
        float[] x1 = at1 < 0 ? zeros : x;
        float[] x2 = at2 < 0 ? zeros : x;
        float[] x3 = at3 < 0 ? zeros : x;
        float[] x4 = at4 < 0 ? zeros : x;
        float[] x5 = at5 < 0 ? zeros : x;
        for (int place = 0; place < count; place++) {
            int moved = place * pixel;
            int p0 = at0 < 0 ? zi : at0 + moved;
            int p1 = at1 < 0 ? zi : at1 + moved;
            int p2 = at2 < 0 ? zi : at2 + moved;
            int p3 = at3 < 0 ? zi : at3 + moved;
            int p4 = at4 < 0 ? zi : at4 + moved;
            int p5 = at5 < 0 ? zi : at5 + moved;
            int to = yi + moved;
            for (int c = from; c < end; c += L) {
                FloatVector first = FloatVector.fromArray(S, w, start + c);
                FloatVector w0 = FloatVector.fromArray(S, w, wi + c);
                FloatVector w1 = FloatVector.fromArray(S, w, wi + pixel + c);
                FloatVector w2 = FloatVector.fromArray(S, w, wi + 2 * pixel + c);
                FloatVector w3 = FloatVector.fromArray(S, w, wi + 3 * pixel + c);
                FloatVector w4 = FloatVector.fromArray(S, w, wi + 4 * pixel + c);
                FloatVector w5 = FloatVector.fromArray(S, w, wi + 5 * pixel + c);
                FloatVector w6 = FloatVector.fromArray(S, w, wi + 6 * pixel + c);
                FloatVector w7 = FloatVector.fromArray(S, w, wi + 7 * pixel + c);
                FloatVector w8 = FloatVector.fromArray(S, w, wi + 8 * pixel + c);
                FloatVector v = FloatVector.fromArray(S, x0, p0 + c);
                FloatVector s0 = w0.fma(v, first);
                v = FloatVector.fromArray(S, x0, p0 + pixel + c);
                s0 = w1.fma(v, s0);
                v = FloatVector.fromArray(S, x0, p0 + 2 * pixel + c);
                s0 = w2.fma(v, s0);
                v = FloatVector.fromArray(S, x1, p1 + c);
                s0 = w3.fma(v, s0);
                FloatVector s1 = w0.fma(v, first);
                v = FloatVector.fromArray(S, x1, p1 + pixel + c);
                s0 = w4.fma(v, s0);
                s1 = w1.fma(v, s1);
                v = FloatVector.fromArray(S, x1, p1 + 2 * pixel + c);
                s0 = w5.fma(v, s0);
                s1 = w2.fma(v, s1);
                v = FloatVector.fromArray(S, x2, p2 + c);
                s0 = w6.fma(v, s0);
                s1 = w3.fma(v, s1);
                FloatVector s2 = w0.fma(v, first);
                v = FloatVector.fromArray(S, x2, p2 + pixel + c);
                s0 = w7.fma(v, s0);
                s1 = w4.fma(v, s1);
                s2 = w1.fma(v, s2);
                v = FloatVector.fromArray(S, x2, p2 + 2 * pixel + c);
                s0 = w8.fma(v, s0);
                s1 = w5.fma(v, s1);
                s2 = w2.fma(v, s2);
                v = FloatVector.fromArray(S, x3, p3 + c);
                s1 = w6.fma(v, s1);
                s2 = w3.fma(v, s2);
                FloatVector s3 = w0.fma(v, first);
                v = FloatVector.fromArray(S, x3, p3 + pixel + c);
                s1 = w7.fma(v, s1);
                s2 = w4.fma(v, s2);
                s3 = w1.fma(v, s3);
                v = FloatVector.fromArray(S, x3, p3 + 2 * pixel + c);
                s1 = w8.fma(v, s1);
                s2 = w5.fma(v, s2);
                s3 = w2.fma(v, s3);
                v = FloatVector.fromArray(S, x4, p4 + c);
                s2 = w6.fma(v, s2);
                s3 = w3.fma(v, s3);
                v = FloatVector.fromArray(S, x4, p4 + pixel + c);
                s2 = w7.fma(v, s2);
                s3 = w4.fma(v, s3);
                v = FloatVector.fromArray(S, x4, p4 + 2 * pixel + c);
                s2 = w8.fma(v, s2);
                s3 = w5.fma(v, s3);
                v = FloatVector.fromArray(S, x5, p5 + c);
                s3 = w6.fma(v, s3);
                v = FloatVector.fromArray(S, x5, p5 + pixel + c);
                s3 = w7.fma(v, s3);
                v = FloatVector.fromArray(S, x5, p5 + 2 * pixel + c);
                s3 = w8.fma(v, s3);
                s0.intoArray(y, to + c);
                s1.intoArray(y, to + pitch + c);
                s2.intoArray(y, to + 2 * pitch + c);
                s3.intoArray(y, to + 3 * pitch + c);
            }
        }
    }
}
