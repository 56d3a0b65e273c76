package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of depthwise convolutions in vectors over channels; the last vector ends with the last channel.
 *
 * <p>Fewer channels than lanes are left to the twin.
 */
final class VectorLastLoops extends LastLoops {

    static final LastLoops INSTANCE = new VectorLastLoops();

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int NINE = 9;
    private static final int FOUR = 4;

    private VectorLastLoops() {}

    @Override
    void copy(float[] from, int fi, int stride, int channels, int pixels, float[] to, int ti, int width) {
        if (channels < L) {
            ScalarLastLoops.INSTANCE.copy(from, fi, stride, channels, pixels, to, ti, width);
            return;
        }
        int last = channels - L;
        for (int pixel = 0; pixel < pixels; pixel++) {
            int source = fi + pixel * stride;
            int target = ti + pixel * width;
            for (int c = 0; c < last; c += L) {
                FloatVector.fromArray(S, from, source + c).intoArray(to, target + c);
            }
            FloatVector.fromArray(S, from, source + last).intoArray(to, target + last);
        }
    }

    @Override
    void convolve(
            float[] x,
            int at,
            int step,
            int[] offsets,
            boolean neighbours,
            float[] w,
            int wi,
            int[] weights,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels) {
        if (channels < L) {
            ScalarLastLoops.INSTANCE.convolve(
                    x, at, step, offsets, neighbours, w, wi, weights, start, y, yi, stride, count, channels);
            return;
        }
        int together = neighbours ? count / FOUR * FOUR : 0;
        int fours = count / FOUR * FOUR;
        if (together > 0) {
            VectorNeighbours.run(x, at, step, offsets, w, wi, weights, start, y, yi, stride, together, channels);
            if (together == count) {
                return;
            }
        }
        for (int i = 0; i < channels; i += L) {
            int c = Math.min(i, channels - L);
            if (offsets.length == NINE) {
                VectorNine.convolve(
                        x, at + c, step, offsets, w, wi + c, weights, start + c, y, yi + c, stride, together, count);
            } else {
                four(x, at + c, step, offsets, w, wi + c, weights, start + c, y, yi + c, stride, fours);
                one(x, at + c, step, offsets, w, wi + c, weights, start + c, y, yi + c, stride, fours, count);
            }
        }
    }

    private static void four(
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
            int count) {
        for (int place = 0; place < count; place += FOUR) {
            int a = at + place * step;
            FloatVector s0 = FloatVector.fromArray(S, w, start);
            FloatVector s1 = s0;
            FloatVector s2 = s0;
            FloatVector s3 = s0;
            for (int tap = 0; tap < offsets.length; tap++) {
                FloatVector weight = FloatVector.fromArray(S, w, wi + weights[tap]);
                int from = a + offsets[tap];
                s0 = weight.fma(FloatVector.fromArray(S, x, from), s0);
                s1 = weight.fma(FloatVector.fromArray(S, x, from + step), s1);
                s2 = weight.fma(FloatVector.fromArray(S, x, from + 2 * step), s2);
                s3 = weight.fma(FloatVector.fromArray(S, x, from + 3 * step), s3);
            }
            int to = yi + place * stride;
            s0.intoArray(y, to);
            s1.intoArray(y, to + stride);
            s2.intoArray(y, to + 2 * stride);
            s3.intoArray(y, to + 3 * stride);
        }
    }

    private static void one(
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
            int from,
            int count) {
        for (int place = from; place < count; place++) {
            int a = at + place * step;
            FloatVector sum = FloatVector.fromArray(S, w, start);
            for (int tap = 0; tap < offsets.length; tap++) {
                FloatVector weight = FloatVector.fromArray(S, w, wi + weights[tap]);
                sum = weight.fma(FloatVector.fromArray(S, x, a + offsets[tap]), sum);
            }
            sum.intoArray(y, yi + place * stride);
        }
    }

    @Override
    int group(int channels) {
        return Math.min(channels, L);
    }

    @Override
    void dots(
            float[] x,
            int at,
            int step,
            int[] offsets,
            float[] dy,
            int di,
            int stride,
            int count,
            int channels,
            float[] sums,
            int si,
            int width) {
        if (channels < L) {
            ScalarLastLoops.INSTANCE.dots(x, at, step, offsets, dy, di, stride, count, channels, sums, si, width);
            return;
        }
        for (int i = 0; i < channels; i += L) {
            int c = Math.min(i, channels - L);
            int tap = 0;
            for (; tap + NINE <= offsets.length; tap += NINE) {
                VectorNine.dots(
                        x, at + c, step, offsets, tap, dy, di + c, stride, count, sums, si + tap * width + i, width);
            }
            for (; tap < offsets.length; tap++) {
                dot(x, at + c + offsets[tap], step, dy, di + c, stride, count, sums, si + tap * width + i);
            }
        }
    }

    private static void dot(
            float[] x, int at, int step, float[] dy, int di, int stride, int count, float[] sums, int si) {
        FloatVector sum = FloatVector.fromArray(S, sums, si);
        for (int place = 0; place < count; place++) {
            FloatVector gradient = FloatVector.fromArray(S, dy, di + place * stride);
            sum = gradient.fma(FloatVector.fromArray(S, x, at + place * step), sum);
        }
        sum.intoArray(sums, si);
    }
}
