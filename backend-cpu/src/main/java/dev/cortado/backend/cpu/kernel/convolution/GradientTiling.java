package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.DotBlocks;

/**
 * How the work of a weight gradient is cut into tiles; by shapes alone, since it decides in which order products are added.
 *
 * @param channels input channels of a tile
 * @param channelTiles tiles along the input channels of a group
 * @param outputs output channels of a tile, the last tile may have fewer
 * @param outputTiles tiles along the output channels of a group
 * @param joined images that are summed over as if they were one
 * @param leadPlaces places on the lead of a piece, where an image is cut into several
 * @param pieces pieces of an image
 * @param chunks parts of the batch, summed over separately
 */
record GradientTiling(
        int channels,
        int channelTiles,
        int outputs,
        int outputTiles,
        int joined,
        int leadPlaces,
        int pieces,
        int chunks) {

    /** Places that are summed over at once: blocks of both operands stay in the first-level cache. */
    private static final int PLACES = 768;

    private static final int COLUMNS = 80;
    private static final int LARGEST_SUMS = 128 * 1024;
    private static final int WANTED = 32;

    static GradientTiling of(Geometry g) {
        int channels = channels(g);
        int channelTiles = Tiling.ceil(g.channels, channels);
        int perOutput = paddedColumns(channels * g.taps) * DotBlocks.STEP;
        int outputs = Math.max(6, Math.min(g.outputs, LARGEST_SUMS / perOutput / 6 * 6));
        int outputTiles = Tiling.ceil(g.outputs, outputs);
        int pieces = Math.max(1, Math.min(g.leadPlaces, (g.places + PLACES / 2) / PLACES));
        int leadPlaces = Tiling.ceil(g.leadPlaces, pieces);
        pieces = Tiling.ceil(g.leadPlaces, leadPlaces);
        int joined = Math.max(1, Math.min(g.images, PLACES / g.places));
        int tiles = g.groups * channelTiles * outputTiles;
        int chunks = Math.max(1, Math.min(Tiling.ceil(WANTED, tiles), Tiling.ceil(g.images, joined)));
        return new GradientTiling(channels, channelTiles, outputs, outputTiles, joined, leadPlaces, pieces, chunks);
    }

    /** Returns the number of channels whose taps fill groups of columns best. */
    private static int channels(Geometry g) {
        int best = 1;
        for (int channels = 2; channels <= g.channels && channels * g.taps <= COLUMNS; channels++) {
            if (filling(channels * g.taps) >= filling(best * g.taps) - 0.01) {
                best = channels;
            }
        }
        return best;
    }

    private static double filling(int columns) {
        return (double) columns / paddedColumns(columns);
    }

    static int paddedColumns(int columns) {
        return Tiling.ceil(columns, DotBlocks.COLUMNS) * DotBlocks.COLUMNS;
    }

    int tiles(Geometry g) {
        return g.groups * channelTiles * outputTiles * chunks;
    }

    /** Returns the first image of a chunk, a multiple of the joined images; that of chunk {@code chunks} is the end. */
    int firstImage(Geometry g, int chunk) {
        int units = Tiling.ceil(g.images, joined);
        return Math.min(g.images, (int) ((long) units * chunk / chunks) * joined);
    }
}
