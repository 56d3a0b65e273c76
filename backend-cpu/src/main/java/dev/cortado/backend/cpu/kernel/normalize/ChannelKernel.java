package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.reduce.LaneTree;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;
import java.util.Arrays;

/**
 * A kernel over {@code [N, C, ...]} whose tiles are channels: a channel is read several times while it is in the cache.
 *
 * <p>Sums go over small groups of planes first, whose number depends on the shape of a plane alone.
 */
abstract class ChannelKernel implements HostKernel {

    private static final int GROUP_ELEMENTS = 1024;

    final int images;
    final int channels;
    final int plane;
    final double epsilon;
    final int group;
    final NormalizationLoops loops;
    private final int passes;

    ChannelKernel(Shape x, double epsilon, boolean vectors, int passes) {
        this.images = x.size(0);
        this.channels = x.size(1);
        this.plane = x.elements(2, x.rank());
        this.group = Math.max(1, GROUP_ELEMENTS / plane);
        this.epsilon = epsilon;
        this.loops = vectors ? new VectorNormalization() : new ScalarNormalization();
        this.passes = passes;
    }

    /**
     * Computes one channel.
     *
     * @param lanes room for the partial sums of a row
     */
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

    /** Returns the sum of a channel. */
    final float sum(float[] x, int xi, float[] lanes) {
        float total = 0;
        for (int first = 0; first < images; first += group) {
            Arrays.fill(lanes, 0, RowLoop.LANES, 0);
            for (int image = first; image < Math.min(images, first + group); image++) {
                loops.sums(x, xi + image * stride(), plane, lanes);
            }
            total += LaneTree.sum(lanes);
        }
        return total;
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
