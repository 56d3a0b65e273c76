package dev.cortado.backend.cpu.kernel.last;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Normalization with fixed numbers, and a floor, in vectors over the channels of pixels. */
final class VectorLastScaling {

    /** The lanes of a vector, the fewest channels that this works on. */
    static final int LANES = Lanes.COUNT;

    private static final VectorSpecies<Float> S = Lanes.FLOATS;

    private VectorLastScaling() {}

    /**
     * Normalizes channels of pixels.
     *
     * @param numbers the means; factors and shifts follow
     * @param at where the means start
     * @param rows distance between means and factors, and between factors and shifts
     * @param floor results are not below it; NaN stays
     * @param ceiling results are not above it; NaN stays
     */
    static void run(
            float[] numbers,
            int at,
            int rows,
            float floor,
            float ceiling,
            float[] c,
            int co,
            int pixels,
            int stride,
            int count) {
        int rest = count % LANES;
        int alone = rest == 0 ? count : count - rest - LANES;
        for (int i = 0; i < alone; i += LANES) {
            one(numbers, at + i, rows, floor, ceiling, c, co + i, pixels, stride);
        }
        if (rest > 0) {
            two(numbers, at + alone, rest, rows, floor, ceiling, c, co + alone, pixels, stride);
        }
    }

    private static void one(
            float[] numbers, int at, int rows, float floor, float ceiling, float[] c, int co, int pixels, int stride) {
        FloatVector mean = FloatVector.fromArray(S, numbers, at);
        FloatVector factor = FloatVector.fromArray(S, numbers, at + rows);
        FloatVector shift = FloatVector.fromArray(S, numbers, at + 2 * rows);
        FloatVector least = FloatVector.broadcast(S, floor);
        FloatVector most = FloatVector.broadcast(S, ceiling);
        for (int pixel = 0; pixel < pixels; pixel++) {
            int place = co + pixel * stride;
            FloatVector y = FloatVector.fromArray(S, c, place).sub(mean).fma(factor, shift);
            // unlike the larger of both this takes one comparison
            y.blend(least, y.compare(VectorOperators.LE, least))
                    .blend(most, y.compare(VectorOperators.GE, most))
                    .intoArray(c, place);
        }
    }

    /** Normalizes two vectors that overlap: both are read before one is written. */
    private static void two(
            float[] numbers,
            int at,
            int ahead,
            int rows,
            float floor,
            float ceiling,
            float[] c,
            int co,
            int pixels,
            int stride) {
        FloatVector mean = FloatVector.fromArray(S, numbers, at);
        FloatVector factor = FloatVector.fromArray(S, numbers, at + rows);
        FloatVector shift = FloatVector.fromArray(S, numbers, at + 2 * rows);
        FloatVector nextMean = FloatVector.fromArray(S, numbers, at + ahead);
        FloatVector nextFactor = FloatVector.fromArray(S, numbers, at + ahead + rows);
        FloatVector nextShift = FloatVector.fromArray(S, numbers, at + ahead + 2 * rows);
        FloatVector least = FloatVector.broadcast(S, floor);
        FloatVector most = FloatVector.broadcast(S, ceiling);
        for (int pixel = 0; pixel < pixels; pixel++) {
            int place = co + pixel * stride;
            FloatVector y = FloatVector.fromArray(S, c, place).sub(mean).fma(factor, shift);
            FloatVector next =
                    FloatVector.fromArray(S, c, place + ahead).sub(nextMean).fma(nextFactor, nextShift);
            y.blend(least, y.compare(VectorOperators.LE, least))
                    .blend(most, y.compare(VectorOperators.GE, most))
                    .intoArray(c, place);
            next.blend(least, next.compare(VectorOperators.LE, least))
                    .blend(most, next.compare(VectorOperators.GE, most))
                    .intoArray(c, place + ahead);
        }
    }
}
