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
            int[] seen,
            int taps,
            int step,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels) {
        if (channels < L) {
            ScalarLastLoops.INSTANCE.convolve(
                    x, seen, taps, step, zeros, zi, w, wi, start, y, yi, stride, count, channels);
            return;
        }
        // the last vector is computed as a whole after the others, not added to what it shares with the one before
        int whole = channels / L * L;
        for (int from = 0; from < channels; from = from == 0 ? whole : channels) {
            int first = from == 0 ? 0 : channels - L;
            int end = from == 0 ? whole : channels;
            pass(x, seen, 0, taps, step, zeros, zi, w, wi, channels, w, start, 0, y, yi, stride, count, first, end);
            for (int tap = together(taps); tap < taps; tap += together(taps - tap)) {
                int wt = wi + tap * channels;
                pass(
                        x, seen, tap, taps, step, zeros, zi, w, wt, channels, y, yi, stride, y, yi, stride, count,
                        first, end);
            }
        }
    }

    /** Returns how many taps the next pass has. */
    private static int together(int taps) {
        return taps >= NINE ? NINE : taps >= FOUR ? FOUR : Math.min(taps, 2);
    }

    private static void pass(
            float[] x,
            int[] seen,
            int tap,
            int taps,
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
        switch (together(taps - tap)) {
            case NINE ->
                VectorTaps.nine(
                        x, seen, tap, step, zeros, zi, w, wi, pitch, s, si, pace, y, yi, stride, count, from, end);
            case FOUR ->
                VectorTaps.four(
                        x, seen, tap, step, zeros, zi, w, wi, pitch, s, si, pace, y, yi, stride, count, from, end);
            case 2 ->
                VectorTaps.two(
                        x, seen, tap, step, zeros, zi, w, wi, pitch, s, si, pace, y, yi, stride, count, from, end);
            case 1 ->
                VectorTaps.one(
                        x, seen, tap, step, zeros, zi, w, wi, pitch, s, si, pace, y, yi, stride, count, from, end);
            default -> VectorTaps.none(s, si, y, yi, stride, count, from, end);
        }
    }

    @Override
    void neighbours(
            float[] x,
            int[] seen,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int stride,
            int count,
            int channels) {
        if (channels < L) {
            ScalarLastLoops.INSTANCE.neighbours(x, seen, zeros, zi, w, wi, start, y, yi, stride, count, channels);
            return;
        }
        int whole = channels / L * L;
        VectorNeighbours.run(x, seen, channels, zeros, zi, w, wi, start, y, yi, stride, count, 0, whole);
        if (whole < channels) {
            VectorNeighbours.run(
                    x, seen, channels, zeros, zi, w, wi, start, y, yi, stride, count, channels - L, channels);
        }
    }

    @Override
    void fourRows(
            float[] x,
            int[] seen,
            float[] zeros,
            int zi,
            float[] w,
            int wi,
            int start,
            float[] y,
            int yi,
            int pitch,
            int count,
            int channels) {
        if (channels < L) {
            ScalarLastLoops.INSTANCE.fourRows(x, seen, zeros, zi, w, wi, start, y, yi, pitch, count, channels);
            return;
        }
        int whole = channels / L * L;
        VectorFourRows.run(x, seen, channels, zeros, zi, w, wi, start, y, yi, pitch, count, 0, whole);
        if (whole < channels) {
            VectorFourRows.run(x, seen, channels, zeros, zi, w, wi, start, y, yi, pitch, count, channels - L, channels);
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
