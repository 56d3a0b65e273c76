package dev.cortado.backend.cpu.kernel.last.convolution;

/**
 * How the gradient at weights is cut into tiles: by what is summed up, by rows and by columns of the sums.
 *
 * @param shares parts of the places; each has sums of its own, which are added at the end
 * @param rows parts of the rows; each packs all columns again
 * @param columns parts of the columns; each packs all rows again
 */
record WeightTiling(int shares, int rows, int columns) {

    private static final int WANTED_TILES = 8;

    /**
     * Chooses what moves the fewest floats, from shapes alone, since sums depend on the number of shares.
     *
     * @param source floats of what places see, packed once
     * @param copied floats of the source that each tile copies before it packs them
     * @param gradient floats of the gradient, packed once
     * @param sums floats of the sums of a share
     * @param mostShares the most shares
     * @param mostRows the most parts of the rows
     * @param mostColumns the most parts of the columns
     */
    static WeightTiling of(
            long source, long copied, long gradient, long sums, int mostShares, int mostRows, int mostColumns) {
        WeightTiling best = new WeightTiling(1, 1, 1);
        long least = Long.MAX_VALUE;
        for (int shares = 1; shares <= Math.min(WANTED_TILES, mostShares); shares *= 2) {
            for (int rows = 1; rows <= Math.min(WANTED_TILES / shares, mostRows); rows++) {
                int wanted = (WANTED_TILES + shares * rows - 1) / (shares * rows);
                int columns = Math.min(wanted, mostColumns);
                // a share more is a write and a read of all sums more
                long moved = source * rows + copied * rows * columns + gradient * columns + 2 * sums * shares;
                // tiles that are missing leave threads without work
                long cost = moved * WANTED_TILES / Math.min(WANTED_TILES, shares * rows * columns);
                if (cost < least) {
                    least = cost;
                    best = new WeightTiling(shares, rows, columns);
                }
            }
        }
        return best;
    }

    /** Returns the number of tiles. */
    int tiles() {
        return shares * rows * columns;
    }

    /** Returns the share of a tile. */
    int share(int tile) {
        return tile / (rows * columns);
    }

    /** Returns the part of the rows that a tile sums up. */
    int row(int tile) {
        return tile / columns % rows;
    }

    /** Returns the part of the columns that a tile sums up. */
    int column(int tile) {
        return tile % columns;
    }
}
