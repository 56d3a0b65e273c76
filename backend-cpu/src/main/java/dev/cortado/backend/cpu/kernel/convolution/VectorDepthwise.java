package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The loops of depthwise convolutions in vectors, nine views at a time, since most kernels have 3x3 taps. */
final class VectorDepthwise extends DepthwiseLoops {

    static final DepthwiseLoops INSTANCE = new VectorDepthwise();

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int NINE = 9;

    private VectorDepthwise() {}

    @Override
    void add(float[] stage, int at, int[] views, float[] weights, int wi, float[] result, int ri, int count) {
        int full = S.loopBound(count);
        int k = 0;
        for (; k + NINE <= views.length; k += NINE) {
            addNine(stage, at, views, k, weights, wi + k, result, ri, full);
        }
        for (; k < views.length; k++) {
            addOne(stage, at + views[k], weights[wi + k], result, ri, full);
        }
        ScalarDepthwise.addFrom(full, stage, at, views, weights, wi, result, ri, count);
    }

    private static void addNine(
            float[] stage, int at, int[] views, int k, float[] weights, int wi, float[] result, int ri, int full) {
        FloatVector w0 = FloatVector.broadcast(S, weights[wi]);
        FloatVector w1 = FloatVector.broadcast(S, weights[wi + 1]);
        FloatVector w2 = FloatVector.broadcast(S, weights[wi + 2]);
        FloatVector w3 = FloatVector.broadcast(S, weights[wi + 3]);
        FloatVector w4 = FloatVector.broadcast(S, weights[wi + 4]);
        FloatVector w5 = FloatVector.broadcast(S, weights[wi + 5]);
        FloatVector w6 = FloatVector.broadcast(S, weights[wi + 6]);
        FloatVector w7 = FloatVector.broadcast(S, weights[wi + 7]);
        FloatVector w8 = FloatVector.broadcast(S, weights[wi + 8]);
        int v0 = at + views[k];
        int v1 = at + views[k + 1];
        int v2 = at + views[k + 2];
        int v3 = at + views[k + 3];
        int v4 = at + views[k + 4];
        int v5 = at + views[k + 5];
        int v6 = at + views[k + 6];
        int v7 = at + views[k + 7];
        int v8 = at + views[k + 8];
        for (int i = 0; i < full; i += L) {
            FloatVector sum = FloatVector.fromArray(S, result, ri + i);
            sum = w0.fma(FloatVector.fromArray(S, stage, v0 + i), sum);
            sum = w1.fma(FloatVector.fromArray(S, stage, v1 + i), sum);
            sum = w2.fma(FloatVector.fromArray(S, stage, v2 + i), sum);
            sum = w3.fma(FloatVector.fromArray(S, stage, v3 + i), sum);
            sum = w4.fma(FloatVector.fromArray(S, stage, v4 + i), sum);
            sum = w5.fma(FloatVector.fromArray(S, stage, v5 + i), sum);
            sum = w6.fma(FloatVector.fromArray(S, stage, v6 + i), sum);
            sum = w7.fma(FloatVector.fromArray(S, stage, v7 + i), sum);
            sum = w8.fma(FloatVector.fromArray(S, stage, v8 + i), sum);
            sum.intoArray(result, ri + i);
        }
    }

    private static void addOne(float[] stage, int view, float weight, float[] result, int ri, int full) {
        FloatVector w = FloatVector.broadcast(S, weight);
        for (int i = 0; i < full; i += L) {
            w.fma(FloatVector.fromArray(S, stage, view + i), FloatVector.fromArray(S, result, ri + i))
                    .intoArray(result, ri + i);
        }
    }

    @Override
    void dots(float[] stage, int at, int[] views, float[] gradient, int gi, int count, float[] sums, int si) {
        int full = count / SUMS * SUMS;
        for (int lane = 0; lane < SUMS && full > 0; lane += L) {
            int k = 0;
            for (; k + NINE <= views.length; k += NINE) {
                dotNine(stage, at + lane, views, k, gradient, gi + lane, full, sums, si + k * SUMS + lane);
            }
            for (; k < views.length; k++) {
                dotOne(stage, at + views[k] + lane, gradient, gi + lane, full, sums, si + k * SUMS + lane);
            }
        }
        ScalarDepthwise.dotsFrom(full, stage, at, views, gradient, gi, count, sums, si);
    }

    private static void dotNine(
            float[] stage, int at, int[] views, int k, float[] gradient, int gi, int full, float[] sums, int si) {
        FloatVector s0 = FloatVector.fromArray(S, sums, si);
        FloatVector s1 = FloatVector.fromArray(S, sums, si + SUMS);
        FloatVector s2 = FloatVector.fromArray(S, sums, si + 2 * SUMS);
        FloatVector s3 = FloatVector.fromArray(S, sums, si + 3 * SUMS);
        FloatVector s4 = FloatVector.fromArray(S, sums, si + 4 * SUMS);
        FloatVector s5 = FloatVector.fromArray(S, sums, si + 5 * SUMS);
        FloatVector s6 = FloatVector.fromArray(S, sums, si + 6 * SUMS);
        FloatVector s7 = FloatVector.fromArray(S, sums, si + 7 * SUMS);
        FloatVector s8 = FloatVector.fromArray(S, sums, si + 8 * SUMS);
        int v0 = at + views[k];
        int v1 = at + views[k + 1];
        int v2 = at + views[k + 2];
        int v3 = at + views[k + 3];
        int v4 = at + views[k + 4];
        int v5 = at + views[k + 5];
        int v6 = at + views[k + 6];
        int v7 = at + views[k + 7];
        int v8 = at + views[k + 8];
        for (int i = 0; i < full; i += SUMS) {
            FloatVector dy = FloatVector.fromArray(S, gradient, gi + i);
            s0 = dy.fma(FloatVector.fromArray(S, stage, v0 + i), s0);
            s1 = dy.fma(FloatVector.fromArray(S, stage, v1 + i), s1);
            s2 = dy.fma(FloatVector.fromArray(S, stage, v2 + i), s2);
            s3 = dy.fma(FloatVector.fromArray(S, stage, v3 + i), s3);
            s4 = dy.fma(FloatVector.fromArray(S, stage, v4 + i), s4);
            s5 = dy.fma(FloatVector.fromArray(S, stage, v5 + i), s5);
            s6 = dy.fma(FloatVector.fromArray(S, stage, v6 + i), s6);
            s7 = dy.fma(FloatVector.fromArray(S, stage, v7 + i), s7);
            s8 = dy.fma(FloatVector.fromArray(S, stage, v8 + i), s8);
        }
        s0.intoArray(sums, si);
        s1.intoArray(sums, si + SUMS);
        s2.intoArray(sums, si + 2 * SUMS);
        s3.intoArray(sums, si + 3 * SUMS);
        s4.intoArray(sums, si + 4 * SUMS);
        s5.intoArray(sums, si + 5 * SUMS);
        s6.intoArray(sums, si + 6 * SUMS);
        s7.intoArray(sums, si + 7 * SUMS);
        s8.intoArray(sums, si + 8 * SUMS);
    }

    private static void dotOne(float[] stage, int view, float[] gradient, int gi, int full, float[] sums, int si) {
        FloatVector sum = FloatVector.fromArray(S, sums, si);
        for (int i = 0; i < full; i += SUMS) {
            sum = FloatVector.fromArray(S, gradient, gi + i).fma(FloatVector.fromArray(S, stage, view + i), sum);
        }
        sum.intoArray(sums, si);
    }
}
