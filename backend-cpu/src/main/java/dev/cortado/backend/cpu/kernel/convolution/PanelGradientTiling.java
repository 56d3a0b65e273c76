package dev.cortado.backend.cpu.kernel.convolution;

/**
 * How the work of a {@link PanelWeightGradient} is cut into tiles; by shapes alone, since the parts of the batch decide in
 * which order products are added.
 *
 * @param channels input channels of a tile, the last may have fewer
 * @param outputs output channels of a tile, the last may have fewer
 * @param leadPlaces places on the lead of a part, where an image is cut into several
 * @param joined images of a part
 * @param chunks parts of the batch, summed over separately
 */
record PanelGradientTiling(int channels, int outputs, int leadPlaces, int joined, int chunks) {

    private static final int MOST_CHANNELS = 64;
    private static final int MOST_OUTPUTS = 64;
    /** Places that are summed over at once. */
    private static final int PLACES = 256;

    private static final int WANTED = 16;

    static PanelGradientTiling of(Geometry g) {
        int channels = even(g.channels, MOST_CHANNELS, 16);
        int outputs = even(g.outputs, MOST_OUTPUTS, 1);
        int pieces = Math.max(1, Math.min(g.leadPlaces, (g.places + PLACES / 2) / PLACES));
        int leadPlaces = Tiling.ceil(g.leadPlaces, pieces);
        int joined = Math.max(1, Math.min(g.images, PLACES / g.places));
        int tiles = g.groups * Tiling.ceil(g.channels, channels) * Tiling.ceil(g.outputs, outputs);
        int chunks = Math.max(1, Math.min(Tiling.ceil(WANTED, tiles), g.images));
        return new PanelGradientTiling(channels, outputs, leadPlaces, joined, chunks);
    }

    /** Splits into parts of at most {@code most}, as even as multiples of {@code unit} allow. */
    private static int even(int size, int most, int unit) {
        int part = Tiling.ceil(size, Tiling.ceil(size, most));
        return Math.min(size, Tiling.ceil(part, unit) * unit);
    }

    int channelTiles(Geometry g) {
        return Tiling.ceil(g.channels, channels);
    }

    int outputTiles(Geometry g) {
        return Tiling.ceil(g.outputs, outputs);
    }

    int tiles(Geometry g) {
        return g.groups * channelTiles(g) * outputTiles(g) * chunks;
    }

    /** Returns the first image of a chunk; that of chunk {@code chunks} is the end. */
    int firstImage(Geometry g, int chunk) {
        return (int) ((long) g.images * chunk / chunks);
    }
}
