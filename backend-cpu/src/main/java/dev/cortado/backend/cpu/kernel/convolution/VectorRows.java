package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * Copies what a tap sees along rows in whole vectors, with zeros where it sees padding.
 *
 * <p>Vectors are read where they would lie if there were no padding, and lanes outside the input are blended away: one
 * store per vector, and none that the next load overlaps. Up to a vector is read before and behind a row, and up to a
 * vector is written behind it: rows are written in ascending order, so that the next one repairs it.
 */
final class VectorRows {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final FloatVector ZERO = FloatVector.zero(S);

    private final int width;
    private final boolean whole;
    /** Per vector of a row the lanes that see an element. */
    private final VectorMask<Float>[] seeing;

    /**
     * Prepares rows.
     *
     * @param width elements of a row
     * @param left the first that sees an element
     * @param length how many do
     */
    VectorRows(int width, int left, int length) {
        this.width = width;
        whole = length == width;
        seeing = masks(width, left, length);
    }

    /** Returns for each vector of a row a mask of the lanes within a range. */
    @SuppressWarnings("unchecked")
    static VectorMask<Float>[] masks(int width, int first, int length) {
        VectorMask<Float>[] masks = new VectorMask[(width + L - 1) / L];
        for (int vector = 0; vector < masks.length; vector++) {
            boolean[] lanes = new boolean[L];
            for (int lane = 0; lane < L; lane++) {
                int place = vector * L + lane;
                lanes[lane] = place >= first && place < first + length;
            }
            masks[vector] = VectorMask.fromArray(S, lanes, 0);
        }
        return masks;
    }

    /** Copies rows; {@code fo} is where the first place would look. */
    void copy(float[] from, int fo, int step, int rows, float[] to, int at) {
        if (whole && width <= L) {
            narrow(from, fo, step, rows, to, at);
        } else if (whole) {
            for (int row = 0; row < rows; row++) {
                VectorCopy.copy(from, fo + row * step, width, to, at + row * width);
            }
        } else if (width <= L) {
            narrowPadded(from, fo, step, rows, to, at);
        } else {
            for (int row = 0; row < rows; row++) {
                int in = fo + row * step;
                int out = at + row * width;
                for (int vector = 0; vector < seeing.length; vector++) {
                    FloatVector v = FloatVector.fromArray(S, from, in + vector * L);
                    ZERO.blend(v, seeing[vector]).intoArray(to, out + vector * L);
                }
            }
        }
    }

    private void narrow(float[] from, int fo, int step, int rows, float[] to, int at) {
        int in = fo;
        int out = at;
        for (int row = 0; row < rows; row++) {
            FloatVector.fromArray(S, from, in).intoArray(to, out);
            in += step;
            out += width;
        }
    }

    private void narrowPadded(float[] from, int fo, int step, int rows, float[] to, int at) {
        VectorMask<Float> mask = seeing[0];
        int in = fo;
        int out = at;
        for (int row = 0; row < rows; row++) {
            ZERO.blend(FloatVector.fromArray(S, from, in), mask).intoArray(to, out);
            in += step;
            out += width;
        }
    }
}
