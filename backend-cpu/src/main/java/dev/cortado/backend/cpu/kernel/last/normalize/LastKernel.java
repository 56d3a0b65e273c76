package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel in three phases: sums of each chunk of pixels, what they give for each channel, and the result, chunk by chunk.
 *
 * <p>Chunks are gone through backwards at last, since the latest are still in the cache.
 */
abstract class LastKernel implements HostKernel {

    private static final int CHANNELS_PER_TILE = 32;

    final Lines lines;
    final LastLoops loops;
    private final InnerKernels inner;
    private final float epsilon;
    private final int sums;
    private final int tables;

    /**
     * Creates a kernel.
     *
     * @param sums how many numbers per channel a chunk gives
     * @param tables how many numbers per channel the result needs
     */
    LastKernel(Shape image, double epsilon, InnerKernels inner, int sums, int tables) {
        this.lines = new Lines(image);
        this.epsilon = (float) epsilon;
        this.inner = inner;
        this.loops = inner.isVector() ? new VectorLast() : new ScalarLast();
        this.sums = sums;
        this.tables = tables;
    }

    /** Stores the sums of a chunk at {@link #sum}. */
    abstract void sum(HostFrame frame, int chunk, float[] table);

    /** Stores what the result needs of some channels at {@link #result}, from the sums of all chunks. */
    abstract void combine(HostFrame frame, int from, int to);

    /** Computes elements of the result, at most a period. */
    abstract void compute(HostFrame frame, int from, int n, float[] table);

    @Override
    public final int phases() {
        return 3;
    }

    @Override
    public final int tiles(int phase) {
        if (phase == 1) {
            return (lines.channels + CHANNELS_PER_TILE - 1) / CHANNELS_PER_TILE;
        }
        return phase == 0 && sums == 0 ? 0 : lines.chunks;
    }

    @Override
    public final long nanoseconds(int phase) {
        return phase == 1 ? (2L * lines.chunks + 10) * lines.channels : lines.elements() / 6;
    }

    @Override
    public final List<TensorSpec> workspace() {
        TensorSpec results = TensorSpec.of(DType.FLOAT32, tables, lines.channels);
        return sums == 0
                ? List.of(results)
                : List.of(results, TensorSpec.of(DType.FLOAT32, lines.chunks, sums, lines.channels));
    }

    @Override
    public final void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        inner.beginTile();
        if (phase == 0) {
            float[] table = scratch.floats(sums * lines.columns);
            for (int chunk = from; chunk < to; chunk++) {
                Arrays.fill(table, 0, sums * lines.columns, 0);
                sum(frame, chunk, table);
            }
        } else if (phase == 1) {
            int end = Math.min(lines.channels, to * CHANNELS_PER_TILE);
            combine(frame, from * CHANNELS_PER_TILE, end);
        } else {
            float[] table = scratch.floats(tables * lines.period);
            for (int i = 0; i < tables; i++) {
                int at = i * lines.period;
                System.arraycopy(frame.workspaceFloats(0), result(frame, i), table, at, lines.channels);
                lines.repeat(table, at, lines.period);
            }
            for (int chunk = to - 1; chunk >= from; chunk--) {
                compute(frame, chunk, table);
            }
        }
    }

    private void compute(HostFrame frame, int chunk, float[] table) {
        int end = (lines.first(chunk) + lines.pixels(chunk)) * lines.channels;
        for (int at = lines.first(chunk) * lines.channels; at < end; at += lines.period) {
            compute(frame, at, Math.min(lines.period, end - at), table);
        }
    }

    /** Returns where a number of all channels lies in the first part of the workspace. */
    final int result(HostFrame frame, int number) {
        return frame.workspaceOffset(0) + number * lines.channels;
    }

    /** Returns where a number that a chunk gives for all channels lies in the second part of the workspace. */
    final int sum(HostFrame frame, int chunk, int number) {
        return frame.workspaceOffset(1) + (chunk * sums + number) * lines.channels;
    }

    final float deviation(float variance) {
        return (float) Math.sqrt(variance + epsilon);
    }
}
