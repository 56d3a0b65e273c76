package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.backend.cpu.kernel.matmul.Width;

/**
 * How channels are cut into blocks; by shapes alone.
 *
 * @param channels all channels
 * @param width channels of a block, the last may have fewer
 * @param count blocks
 */
record ChannelBlocks(int channels, int width, int count) {

    /** Floats of the rows that taps see: they stay in the first-level cache beside the results. */
    private static final int LARGEST = 6144;

    private static final int WIDEST = 128;

    /** Returns blocks of which {@code pixels} at a time fit into the cache. */
    static ChannelBlocks of(int channels, long pixels) {
        int widest = WIDEST;
        while (widest > Width.UNIT && pixels * widest > LARGEST) {
            widest -= Width.UNIT;
        }
        int count = (channels + widest - 1) / widest;
        int width = Width.roundUp((channels + count - 1) / count);
        return new ChannelBlocks(channels, width, (channels + width - 1) / width);
    }

    /** Returns one block of all channels. */
    static ChannelBlocks one(int channels) {
        return new ChannelBlocks(channels, Width.roundUp(channels), 1);
    }

    /** Returns the first channel of a block. */
    int first(int block) {
        return block * width;
    }

    /** Returns the number of channels of a block. */
    int size(int block) {
        return Math.min(width, channels - first(block));
    }
}
