package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.api.op.Reduce;
import dev.cortado.backend.cpu.kernel.reduce.Reduction;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;

/** A kernel over {@code [N, C, ...]} whose tiles are channels: a channel is read several times while it is in the cache. */
abstract class ChannelKernel implements HostKernel {

    final int images;
    final int channels;
    final int plane;
    final double epsilon;
    final NormalizationLoops loops;
    final RowLoop sum;
    private final int passes;

    ChannelKernel(Shape x, double epsilon, boolean vectors, int passes) {
        this.images = x.size(0);
        this.channels = x.size(1);
        this.plane = x.elements(2, x.rank());
        this.epsilon = epsilon;
        this.loops = vectors ? new VectorNormalization() : new ScalarNormalization();
        this.sum = Reduction.of(Reduce.Kind.SUM, vectors).row();
        this.passes = passes;
    }

    /** Computes one channel. */
    abstract void compute(HostFrame frame, int channel, float[] lanes);

    @Override
    public int tiles(int phase) {
        return channels;
    }

    @Override
    public long nanoseconds(int phase) {
        return (long) images * channels * plane * passes / 10;
    }

    @Override
    public void run(HostFrame frame, int phase, int from, int to, HostScratch scratch) {
        float[] lanes = scratch.floats(RowLoop.LANES);
        for (int channel = from; channel < to; channel++) {
            compute(frame, channel, lanes);
        }
    }

    /** Returns the index of a channel's plane in the first image. */
    final int start(int offset, int channel) {
        return offset + channel * plane;
    }

    /** Returns the distance between two planes of one channel. */
    final int stride() {
        return channels * plane;
    }

    /** Returns the number of elements of a channel. */
    final float count() {
        return (float) images * plane;
    }

    final float deviation(float variance) {
        return (float) Math.sqrt(variance + (float) epsilon);
    }
}
