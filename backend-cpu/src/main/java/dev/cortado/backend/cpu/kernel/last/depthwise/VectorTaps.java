package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of depthwise convolutions for one, two, four and nine taps: results are what was there before, plus weights times
 * what the taps see.
 *
 * <p>See {@link LastLoops#convolve}. All channels of a place come before the next place, so that memory is read and written
 * in its order. What was there starts at {@code si}, {@code pace} apart for two places; taps are those from {@code tap} on.
 */
final class VectorTaps {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorTaps() {}

    /** Computes results without taps: what was there at {@code si} alone. */
    static void none(float[] s, int si, float[] y, int yi, int stride, int count, int from, int end) {
        for (int place = 0; place < count; place++) {
            for (int c = from; c < end; c += L) {
                FloatVector.fromArray(S, s, si + c).intoArray(y, yi + place * stride + c);
            }
        }
    }

    static void one(
            float[] x,
            int[] seen,
            int tap,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int pitch,
            float[] s,
            int si,
            int pace,
            float[] y,
            int yi,
            int stride,
            int count,
            int from,
            int end) {
        int a0 = seen[tap];
        float[] x0 = a0 < 0 ? zeros : x;
        for (int place = 0; place < count; place++) {
            int p0 = a0 < 0 ? zi : a0 + place * step;
            int start = si + place * pace;
            int to = yi + place * stride;
            for (int c = from; c < end; c += L) {
                FloatVector sum = FloatVector.fromArray(S, s, start + c);
                FloatVector w0 = FloatVector.fromArray(S, w, wi + c);
                sum = w0.fma(FloatVector.fromArray(S, x0, p0 + c), sum);
                sum.intoArray(y, to + c);
            }
        }
    }

    static void two(
            float[] x,
            int[] seen,
            int tap,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int pitch,
            float[] s,
            int si,
            int pace,
            float[] y,
            int yi,
            int stride,
            int count,
            int from,
            int end) {
        int a0 = seen[tap];
        int a1 = seen[tap + 1];
        float[] x0 = a0 < 0 ? zeros : x;
        float[] x1 = a1 < 0 ? zeros : x;
        for (int place = 0; place < count; place++) {
            int p0 = a0 < 0 ? zi : a0 + place * step;
            int p1 = a1 < 0 ? zi : a1 + place * step;
            int start = si + place * pace;
            int to = yi + place * stride;
            for (int c = from; c < end; c += L) {
                FloatVector sum = FloatVector.fromArray(S, s, start + c);
                FloatVector w0 = FloatVector.fromArray(S, w, wi + c);
                sum = w0.fma(FloatVector.fromArray(S, x0, p0 + c), sum);
                FloatVector w1 = FloatVector.fromArray(S, w, wi + pitch + c);
                sum = w1.fma(FloatVector.fromArray(S, x1, p1 + c), sum);
                sum.intoArray(y, to + c);
            }
        }
    }

    static void four(
            float[] x,
            int[] seen,
            int tap,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int pitch,
            float[] s,
            int si,
            int pace,
            float[] y,
            int yi,
            int stride,
            int count,
            int from,
            int end) {
        int a0 = seen[tap];
        int a1 = seen[tap + 1];
        int a2 = seen[tap + 2];
        int a3 = seen[tap + 3];
        float[] x0 = a0 < 0 ? zeros : x;
        float[] x1 = a1 < 0 ? zeros : x;
        float[] x2 = a2 < 0 ? zeros : x;
        float[] x3 = a3 < 0 ? zeros : x;
        for (int place = 0; place < count; place++) {
            int p0 = a0 < 0 ? zi : a0 + place * step;
            int p1 = a1 < 0 ? zi : a1 + place * step;
            int p2 = a2 < 0 ? zi : a2 + place * step;
            int p3 = a3 < 0 ? zi : a3 + place * step;
            int start = si + place * pace;
            int to = yi + place * stride;
            for (int c = from; c < end; c += L) {
                FloatVector sum = FloatVector.fromArray(S, s, start + c);
                FloatVector w0 = FloatVector.fromArray(S, w, wi + c);
                sum = w0.fma(FloatVector.fromArray(S, x0, p0 + c), sum);
                FloatVector w1 = FloatVector.fromArray(S, w, wi + pitch + c);
                sum = w1.fma(FloatVector.fromArray(S, x1, p1 + c), sum);
                FloatVector w2 = FloatVector.fromArray(S, w, wi + 2 * pitch + c);
                sum = w2.fma(FloatVector.fromArray(S, x2, p2 + c), sum);
                FloatVector w3 = FloatVector.fromArray(S, w, wi + 3 * pitch + c);
                sum = w3.fma(FloatVector.fromArray(S, x3, p3 + c), sum);
                sum.intoArray(y, to + c);
            }
        }
    }

    static void nine(
            float[] x,
            int[] seen,
            int tap,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int pitch,
            float[] s,
            int si,
            int pace,
            float[] y,
            int yi,
            int stride,
            int count,
            int from,
            int end) {
        int a0 = seen[tap];
        int a1 = seen[tap + 1];
        int a2 = seen[tap + 2];
        int a3 = seen[tap + 3];
        int a4 = seen[tap + 4];
        int a5 = seen[tap + 5];
        int a6 = seen[tap + 6];
        int a7 = seen[tap + 7];
        int a8 = seen[tap + 8];
        float[] x0 = a0 < 0 ? zeros : x;
        float[] x1 = a1 < 0 ? zeros : x;
        float[] x2 = a2 < 0 ? zeros : x;
        float[] x3 = a3 < 0 ? zeros : x;
        float[] x4 = a4 < 0 ? zeros : x;
        float[] x5 = a5 < 0 ? zeros : x;
        float[] x6 = a6 < 0 ? zeros : x;
        float[] x7 = a7 < 0 ? zeros : x;
        float[] x8 = a8 < 0 ? zeros : x;
        for (int place = 0; place < count; place++) {
            int p0 = a0 < 0 ? zi : a0 + place * step;
            int p1 = a1 < 0 ? zi : a1 + place * step;
            int p2 = a2 < 0 ? zi : a2 + place * step;
            int p3 = a3 < 0 ? zi : a3 + place * step;
            int p4 = a4 < 0 ? zi : a4 + place * step;
            int p5 = a5 < 0 ? zi : a5 + place * step;
            int p6 = a6 < 0 ? zi : a6 + place * step;
            int p7 = a7 < 0 ? zi : a7 + place * step;
            int p8 = a8 < 0 ? zi : a8 + place * step;
            int start = si + place * pace;
            int to = yi + place * stride;
            for (int c = from; c < end; c += L) {
                FloatVector sum = FloatVector.fromArray(S, s, start + c);
                FloatVector w0 = FloatVector.fromArray(S, w, wi + c);
                sum = w0.fma(FloatVector.fromArray(S, x0, p0 + c), sum);
                FloatVector w1 = FloatVector.fromArray(S, w, wi + pitch + c);
                sum = w1.fma(FloatVector.fromArray(S, x1, p1 + c), sum);
                FloatVector w2 = FloatVector.fromArray(S, w, wi + 2 * pitch + c);
                sum = w2.fma(FloatVector.fromArray(S, x2, p2 + c), sum);
                FloatVector w3 = FloatVector.fromArray(S, w, wi + 3 * pitch + c);
                sum = w3.fma(FloatVector.fromArray(S, x3, p3 + c), sum);
                FloatVector w4 = FloatVector.fromArray(S, w, wi + 4 * pitch + c);
                sum = w4.fma(FloatVector.fromArray(S, x4, p4 + c), sum);
                FloatVector w5 = FloatVector.fromArray(S, w, wi + 5 * pitch + c);
                sum = w5.fma(FloatVector.fromArray(S, x5, p5 + c), sum);
                FloatVector w6 = FloatVector.fromArray(S, w, wi + 6 * pitch + c);
                sum = w6.fma(FloatVector.fromArray(S, x6, p6 + c), sum);
                FloatVector w7 = FloatVector.fromArray(S, w, wi + 7 * pitch + c);
                sum = w7.fma(FloatVector.fromArray(S, x7, p7 + c), sum);
                FloatVector w8 = FloatVector.fromArray(S, w, wi + 8 * pitch + c);
                sum = w8.fma(FloatVector.fromArray(S, x8, p8 + c), sum);
                sum.intoArray(y, to + c);
            }
        }
    }
}
