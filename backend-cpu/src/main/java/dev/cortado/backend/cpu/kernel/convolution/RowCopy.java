package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.convolution.Geometry.Axis;
import dev.cortado.backend.cpu.kernel.matmul.DotBlocks;
import java.util.Arrays;

/** Copies what one tap of the last axis sees along whole rows, with zeros where it sees padding. */
final class RowCopy {

    private final int width;
    private final int[] sources;
    /** The first place that sees an element, how many do, and the element that the first sees. */
    private final int left;

    private final int length;
    private final int start;
    private final int stride;
    private final boolean regular;
    /** Null where kernels are scalar. */
    private final VectorRows vectors;

    private RowCopy(int[] sources, int left, int length, int stride, boolean regular) {
        this.width = sources.length;
        this.sources = sources;
        this.left = left;
        this.length = length;
        this.start = length == 0 ? 0 : sources[left];
        this.stride = stride;
        this.regular = regular;
        this.vectors = VectorPath.VECTOR && regular ? new VectorRows(width, left, length) : null;
    }

    static RowCopy of(Axis axis, int tap) {
        int[] sources = new int[axis.places()];
        int first = -1;
        int last = -1;
        for (int place = 0; place < sources.length; place++) {
            sources[place] = axis.source(place, tap);
            if (sources[place] >= 0) {
                first = first < 0 ? place : first;
                last = place;
            }
        }
        int length = first < 0 ? 0 : last - first + 1;
        int step = length < 2 ? 1 : sources[first + 1] - sources[first];
        boolean regular = true;
        for (int i = 1; i < length; i++) {
            regular &= sources[first + i] >= 0 && sources[first + i] - sources[first + i - 1] == step;
        }
        return new RowCopy(sources, Math.max(first, 0), length, step, regular);
    }

    /** Copies rows that are {@code step} apart to rows that touch; up to a vector behind them may be overwritten. */
    void rows(float[] from, int fo, int step, int rows, float[] to, int at) {
        int first = fo + start - left;
        if (!regular) {
            scattered(from, fo, step, rows, to, at);
        } else if (stride != 1) {
            strided(from, fo, step, rows, to, at);
        } else if (VectorPath.VECTOR
                && first >= 0
                && first + (rows - 1) * step + width + VectorPath.SLACK <= from.length
                && at + rows * width + VectorPath.SLACK <= to.length) {
            vectors.copy(from, first, step, rows, to, at);
        } else {
            for (int row = 0; row < rows; row++) {
                int out = at + row * width;
                Arrays.fill(to, out, out + left, 0);
                System.arraycopy(from, fo + start + row * step, to, out + left, length);
                Arrays.fill(to, out + left + length, out + width, 0);
            }
        }
    }

    private void strided(float[] from, int fo, int step, int rows, float[] to, int at) {
        for (int row = 0; row < rows; row++) {
            int out = at + row * width;
            int in = fo + start + row * step;
            Arrays.fill(to, out, out + left, 0);
            for (int i = 0; i < length; i++) {
                to[out + left + i] = from[in + i * stride];
            }
            Arrays.fill(to, out + left + length, out + width, 0);
        }
    }

    private void scattered(float[] from, int fo, int step, int rows, float[] to, int at) {
        for (int row = 0; row < rows; row++) {
            int out = at + row * width;
            for (int place = 0; place < width; place++) {
                int source = sources[place];
                to[out + place] = source < 0 ? 0 : from[fo + row * step + source];
            }
        }
    }

    /** Adds a row back to where it was copied from. */
    void addBack(float[] row, int at, float[] to, int o) {
        for (int place = left; place < left + length; place++) {
            if (sources[place] >= 0) {
                to[o + sources[place]] += row[at + place];
            }
        }
    }

    /** Tells whether each place sees the element next to the one that the place before sees. */
    boolean isShift() {
        return regular && stride == 1;
    }

    /** Returns the first element that is seen. */
    int start() {
        return start;
    }

    /** Returns how many elements are seen. */
    int length() {
        return length;
    }

    /** Returns how far the first element that is seen lies behind the place that sees it. */
    int shift() {
        return start - left;
    }

    /** Copies {@code length} contiguous floats; up to a vector behind them may be overwritten. */
    static void copy(float[] from, int fo, int length, float[] to, int at) {
        if (VectorPath.VECTOR
                && fo + length + VectorPath.SLACK <= from.length
                && at + length + VectorPath.SLACK <= to.length) {
            VectorCopy.copy(from, fo, length, to, at);
        } else {
            System.arraycopy(from, fo, to, at, length);
        }
    }

    /** Copies steps of 16 contiguous floats to places {@code distance} apart. */
    static void spread(float[] from, int fo, int steps, float[] to, int at, int distance) {
        if (VectorPath.VECTOR) {
            VectorCopy.spread(from, fo, steps, to, at, distance);
        } else {
            for (int step = 0; step < steps; step++) {
                System.arraycopy(from, fo + step * DotBlocks.STEP, to, at + step * distance, DotBlocks.STEP);
            }
        }
    }

    /** Adds {@code length} contiguous floats and touches no others. */
    static void add(float[] from, int fo, int length, float[] to, int at) {
        int done = VectorPath.VECTOR ? VectorCopy.addWhole(from, fo, length, to, at) : 0;
        for (int i = done; i < length; i++) {
            to[at + i] += from[fo + i];
        }
    }

    /** Writes zeros; up to a vector behind them may be overwritten. */
    static void zero(float[] to, int at, int length) {
        if (VectorPath.VECTOR && at + length + VectorPath.SLACK <= to.length) {
            VectorCopy.zero(to, at, length);
        } else {
            Arrays.fill(to, at, at + length, 0);
        }
    }
}
