package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.RowBlocks;
import dev.cortado.backend.cpu.kernel.matmul.Width;

/**
 * How the work of a convolution is cut into tiles.
 *
 * @param joined images of a tile whose places share panels; 1 if an image fills panels well enough
 * @param leadPlaces places on the lead of a tile
 * @param leadTiles tiles along the lead
 * @param rowTiles tiles along the output channels of a group
 */
record Tiling(int joined, int leadPlaces, int leadTiles, int rowTiles) {

    /** Enough for 16 threads that finish at different times. */
    private static final int WANTED = 32;

    private static final int MOST_JOINED = 16;
    /** More waste than this in the last panel of an image is worth copying panels of joined images. */
    private static final double TOLERATED_WASTE = 1.08;

    /** A stage of more floats than this leaves the second-level cache. */
    private static final int LARGEST_STAGE = 160_000;

    static Tiling of(Geometry g, Stage stage) {
        int joined = joined(g);
        if (joined > 1) {
            return new Tiling(joined, g.leadPlaces, 1, 1);
        }
        int units = g.images * g.groups;
        int leadTiles = 1;
        int blocks = new RowBlocks(g.outputs).count();
        while (leadTiles < g.leadPlaces
                && (stage.size(g.channels, ceil(g.leadPlaces, leadTiles)) > LARGEST_STAGE
                        || units * leadTiles < WANTED && g.places / leadTiles >= 4 * Width.PANEL)) {
            leadTiles++;
        }
        // a result without places has no tiles
        int leadPlaces = Math.max(1, ceil(g.leadPlaces, leadTiles));
        leadTiles = ceil(g.leadPlaces, leadPlaces);
        int rowTiles = 1;
        while (units * leadTiles * rowTiles < WANTED && blocks / (rowTiles + 1) >= 2) {
            rowTiles++;
        }
        return new Tiling(1, leadPlaces, leadTiles, rowTiles);
    }

    private static int joined(Geometry g) {
        int best = 1;
        double least = waste(g.places);
        for (int images = 2; images <= Math.min(g.images, MOST_JOINED) && least > TOLERATED_WASTE; images++) {
            double waste = waste(images * g.places);
            if (waste < least - 0.01) {
                best = images;
                least = waste;
            }
        }
        return best;
    }

    /** Returns how many columns are computed for each that is wanted, narrow panels counted by their lower speed. */
    private static double waste(int columns) {
        int rest = columns % Width.PANEL;
        int vectors = rest == 0 ? 0 : Width.vectors(rest);
        double last = rest == 0 ? 0 : (vectors + (vectors < Width.VECTORS ? 0.8 : 0)) * Width.LANES;
        return (columns - rest + last) / columns;
    }

    int imageTiles(Geometry g) {
        return ceil(g.images, joined);
    }

    int tiles(Geometry g) {
        return imageTiles(g) * g.groups * leadTiles * rowTiles;
    }

    static int ceil(int dividend, int divisor) {
        return (dividend + divisor - 1) / divisor;
    }
}
