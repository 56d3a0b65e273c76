package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import dev.cortado.backend.cpu.kernel.matmul.DotProduct;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies in whole vectors, which for the short rows of small images is several times faster than copying each exactly.
 *
 * <p>Reads and writes up to a vector too far: rows are written in ascending order, so that the next one repairs it.
 */
final class VectorCopy {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final FloatVector ZERO = FloatVector.zero(S);

    /** Entry n has the first n lanes set. */
    @SuppressWarnings("unchecked")
    private static final VectorMask<Float>[] FIRST = new VectorMask[L + 1];

    static {
        for (int lanes = 0; lanes <= L; lanes++) {
            FIRST[lanes] = VectorMask.fromLong(S, (1L << lanes) - 1);
        }
    }

    private VectorCopy() {}

    /** Copies rows that are {@code step} apart to rows that touch, with zeros before and after. */
    static void rows(
            float[] from, int fo, int step, int rows, float[] to, int at, int left, int length, int width) {
        if (length == width && length <= L) {
            narrow(from, fo, step, rows, to, at, width);
        } else if (length == width) {
            for (int row = 0; row < rows; row++) {
                copy(from, fo + row * step, length, to, at + row * width);
            }
        } else {
            int right = width - left - length;
            for (int row = 0; row < rows; row++) {
                int out = at + row * width;
                zero(to, out, left);
                copy(from, fo + row * step, length, to, out + left);
                zero(to, out + left + length, right);
            }
        }
    }

    private static void narrow(float[] from, int fo, int step, int rows, float[] to, int at, int width) {
        int in = fo;
        int out = at;
        for (int row = 0; row < rows; row++) {
            FloatVector.fromArray(S, from, in).intoArray(to, out);
            in += step;
            out += width;
        }
    }

    static void copy(float[] from, int fo, int length, float[] to, int at) {
        for (int i = 0; i < length; i += L) {
            FloatVector.fromArray(S, from, fo + i).intoArray(to, at + i);
        }
    }

    static void zero(float[] to, int at, int length) {
        for (int i = 0; i < length; i += L) {
            ZERO.intoArray(to, at + i);
        }
    }

    static void spread(float[] from, int fo, int steps, float[] to, int at, int distance) {
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i < DotProduct.STEP; i += L) {
                FloatVector.fromArray(S, from, fo + step * DotProduct.STEP + i)
                        .intoArray(to, at + step * distance + i);
            }
        }
    }

    /** Adds as many floats as fill vectors and returns how many. */
    static int addWhole(float[] from, int fo, int length, float[] to, int at) {
        int end = S.loopBound(length);
        for (int i = 0; i < end; i += L) {
            FloatVector.fromArray(S, to, at + i)
                    .add(FloatVector.fromArray(S, from, fo + i))
                    .intoArray(to, at + i);
        }
        return end;
    }

    /** Adds to exactly {@code length} floats; both arrays go on for a vector at least. */
    static void add(float[] from, int fo, int length, float[] to, int at) {
        int full = addWhole(from, fo, length, to, at);
        if (full < length) {
            // adding -0 keeps every float as it is
            FloatVector part = FloatVector.broadcast(S, -0f).blend(FloatVector.fromArray(S, from, fo + full), FIRST[length - full]);
            FloatVector.fromArray(S, to, at + full).add(part).intoArray(to, at + full);
        }
    }
}
