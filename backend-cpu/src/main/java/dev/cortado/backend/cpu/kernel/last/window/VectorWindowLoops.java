package dev.cortado.backend.cpu.kernel.last.window;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of windows in vectors over channels; the last vector ends with the last channel.
 *
 * <p>Fewer channels than lanes are left to the twin.
 */
final class VectorWindowLoops implements WindowLoops {

    static final WindowLoops INSTANCE = new VectorWindowLoops();

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorWindowLoops() {}

    @Override
    public void sum(float[] x, int at, Taps taps, float[] y, int yi, int channels) {
        if (channels < L) {
            ScalarWindowLoops.INSTANCE.sum(x, at, taps, y, yi, channels);
            return;
        }
        int[] offsets = taps.offsets();
        for (int k = 0; k < channels; k += L) {
            int c = Math.min(k, channels - L);
            FloatVector sum = FloatVector.zero(S);
            for (int tap = 0; tap < offsets.length; tap++) {
                sum = sum.add(FloatVector.fromArray(S, x, at + offsets[tap] + c));
            }
            sum.intoArray(y, yi + c);
        }
    }

    @Override
    public void max(float[] x, int at, Taps taps, float[] y, int yi, int channels) {
        if (channels < L) {
            ScalarWindowLoops.INSTANCE.max(x, at, taps, y, yi, channels);
            return;
        }
        int[] offsets = taps.offsets();
        for (int k = 0; k < channels; k += L) {
            int c = Math.min(k, channels - L);
            FloatVector largest = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
            for (int tap = 0; tap < offsets.length; tap++) {
                largest = largest.max(FloatVector.fromArray(S, x, at + offsets[tap] + c));
            }
            largest.intoArray(y, yi + c);
        }
    }

    @Override
    public void search(float[] x, int at, Taps taps, float[] winners, int wi, int channels) {
        if (channels < L) {
            ScalarWindowLoops.INSTANCE.search(x, at, taps, winners, wi, channels);
            return;
        }
        int[] offsets = taps.offsets();
        for (int k = 0; k < channels; k += L) {
            int c = Math.min(k, channels - L);
            FloatVector largest = FloatVector.fromArray(S, x, at + offsets[0] + c);
            FloatVector winner = FloatVector.zero(S);
            for (int tap = 1; tap < offsets.length; tap++) {
                FloatVector candidate = FloatVector.fromArray(S, x, at + offsets[tap] + c);
                VectorMask<Float> wins = wins(candidate, largest);
                largest = largest.blend(candidate, wins);
                winner = winner.blend(FloatVector.broadcast(S, tap), wins);
            }
            winner.intoArray(winners, wi + c);
        }
    }

    @Override
    public void add(float[] winners, int wi, float tap, float[] dy, int di, float[] dx, int xi, int channels) {
        FloatVector wanted = FloatVector.broadcast(S, tap);
        // no channel may be added twice, so the last few are left to the twin
        int full = S.loopBound(channels);
        for (int c = 0; c < full; c += L) {
            FloatVector before = FloatVector.fromArray(S, dx, xi + c);
            FloatVector after = before.add(FloatVector.fromArray(S, dy, di + c));
            VectorMask<Float> won = FloatVector.fromArray(S, winners, wi + c).compare(VectorOperators.EQ, wanted);
            before.blend(after, won).intoArray(dx, xi + c);
        }
        ScalarWindowLoops.addFrom(full, winners, wi, tap, dy, di, dx, xi, channels);
    }

    @Override
    public void maxHalving(float[] x, int xi, int row, float[] y, int yi, int count, int channels) {
        if (channels < L) {
            ScalarWindowLoops.INSTANCE.maxHalving(x, xi, row, y, yi, count, channels);
            return;
        }
        for (int place = 0; place < count; place++) {
            int from = xi + 2 * place * channels;
            int to = yi + place * channels;
            for (int k = 0; k < channels; k += L) {
                int c = Math.min(k, channels - L);
                int a = from + c;
                FloatVector upper = FloatVector.fromArray(S, x, a).max(FloatVector.fromArray(S, x, a + channels));
                FloatVector lower =
                        FloatVector.fromArray(S, x, a + row).max(FloatVector.fromArray(S, x, a + row + channels));
                upper.max(lower).intoArray(y, to + c);
            }
        }
    }

    @Override
    public void halvingGradient(
            float[] x, int xi, int row, float[] dy, int di, float[] dx, int dxi, int count, int channels) {
        if (channels < L) {
            ScalarWindowLoops.INSTANCE.halvingGradient(x, xi, row, dy, di, dx, dxi, count, channels);
            return;
        }
        FloatVector zero = FloatVector.zero(S);
        for (int place = 0; place < count; place++) {
            for (int k = 0; k < channels; k += L) {
                int c = Math.min(k, channels - L);
                int at = 2 * place * channels + c;
                FloatVector a = FloatVector.fromArray(S, x, xi + at);
                FloatVector b = FloatVector.fromArray(S, x, xi + at + channels);
                FloatVector d = FloatVector.fromArray(S, x, xi + at + row);
                FloatVector e = FloatVector.fromArray(S, x, xi + at + row + channels);
                FloatVector gradient = FloatVector.fromArray(S, dy, di + place * channels + c);
                VectorMask<Float> right = wins(b, a);
                VectorMask<Float> lowerRight = wins(e, d);
                VectorMask<Float> below = wins(d.blend(e, lowerRight), a.blend(b, right));
                FloatVector upper = gradient.blend(zero, below);
                FloatVector lower = zero.blend(gradient, below);
                upper.blend(zero, right).intoArray(dx, dxi + at);
                zero.blend(upper, right).intoArray(dx, dxi + at + channels);
                lower.blend(zero, lowerRight).intoArray(dx, dxi + at + row);
                zero.blend(lower, lowerRight).intoArray(dx, dxi + at + row + channels);
            }
        }
    }

    /** Tells which elements are chosen over those that stand before them: larger ones, and NaN. */
    private static VectorMask<Float> wins(FloatVector later, FloatVector earlier) {
        return later.compare(VectorOperators.GT, earlier).or(later.compare(VectorOperators.NE, later));
    }
}
