package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.VectorPath;
import dev.cortado.backend.cpu.kernel.convolution.Geometry.Axis;
import dev.cortado.backend.cpu.kernel.matmul.DotProduct;
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

    private RowCopy(int[] sources, int left, int length, int stride, boolean regular) {
        this.width = sources.length;
        this.sources = sources;
        this.left = left;
        this.length = length;
        this.start = length == 0 ? 0 : sources[left];
        this.stride = stride;
        this.regular = regular;
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
        int lastRead = fo + start + (rows - 1) * step + length;
        int lastWritten = at + rows * width;
        if (!regular) {
            scattered(from, fo, step, rows, to, at);
        } else if (stride != 1) {
            strided(from, fo, step, rows, to, at);
        } else if (VectorPath.VECTOR
                && lastRead + VectorPath.SLACK <= from.length
                && lastWritten + VectorPath.SLACK <= to.length) {
            VectorCopy.rows(from, fo + start, step, rows, to, at, left, length, width);
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

    /** Adds rows back to where they were copied from, the reverse of {@link #rows}. */
    void addBack(float[] rows, int at, int step, int count, float[] to, int o) {
        for (int row = 0; row < count; row++) {
            int in = at + row * width;
            int out = o + row * step;
            if (regular && stride == 1 && VectorPath.VECTOR) {
                VectorCopy.add(rows, in + left, length, to, out + start);
            } else {
                for (int place = left; place < left + length; place++) {
                    if (sources[place] >= 0) {
                        to[out + sources[place]] += rows[in + place];
                    }
                }
            }
        }
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
                System.arraycopy(from, fo + step * DotProduct.STEP, to, at + step * distance, DotProduct.STEP);
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
