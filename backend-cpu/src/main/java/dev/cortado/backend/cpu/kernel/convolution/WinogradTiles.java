package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.function.BiConsumer;

/**
 * How images are cut into tiles of 4x4 outputs, which see 6x6 elements each, and these into panels of whole rows of tiles.
 */
final class WinogradTiles {

    static final int SIZE = 4;
    static final int SEEN = 6;
    /** Columns of the widest panel. */
    private static final int MOST_COLUMNS = 64;

    private final int images;
    /** Tiles down and across an image. */
    final int down;

    final int across;
    /** Rows of tiles of a panel, and the number of panels. */
    final int rows;

    final int panels;
    /** Columns of a panel, and the distance between the rows that hold them. */
    final int columns;

    final int pitch;

    /** Cuts images into panels of at most 64 columns. */
    WinogradTiles(Geometry g) {
        this(g, MOST_COLUMNS);
    }

    /** Cuts images into panels of at most some columns. */
    WinogradTiles(Geometry g, int most) {
        images = g.images;
        down = Tiling.ceil(g.lead.places(), SIZE);
        across = Tiling.ceil(g.tail.get(0).places(), SIZE);
        rows = Math.max(1, Math.min(most / across, images * down));
        panels = Tiling.ceil(images * down, rows);
        columns = rows * across;
        pitch = Width.roundUp(columns) + Width.UNIT;
    }

    /** Tells whether whole rows of tiles fit into panels. */
    static boolean suits(Geometry g) {
        return Tiling.ceil(g.tail.get(0).places(), SIZE) <= MOST_COLUMNS;
    }

    /** Returns the row of tiles that follows the last one of a panel. */
    int end(int panel) {
        return Math.min((panel + 1) * rows, images * down);
    }

    /** Returns the first image that a panel touches. */
    int firstImage(int panel) {
        return panel * rows / down;
    }

    /** Returns which of the {@link #moves} a panel takes. */
    int kind(int panel) {
        return end(panel) - panel * rows < rows ? down : panel * rows % down;
    }

    /**
     * One of the tiles of a panel.
     *
     * @param column its place in the panel
     * @param image how many images behind the first of the panel it lies
     * @param y its first output
     * @param x the same along rows
     */
    record Tile(int column, int image, int y, int x) {}

    /** Returns what to copy for the tiles of a panel, by where it starts in an image; the last is for one that is not full. */
    WinogradMoves[] moves(BiConsumer<WinogradMoves.Builder, Tile> each) {
        WinogradMoves[] moves = new WinogradMoves[down + 1];
        for (int panel = 0; panel < panels; panel++) {
            if (moves[kind(panel)] == null) {
                WinogradMoves.Builder builder = new WinogradMoves.Builder();
                for (int row = panel * rows; row < end(panel); row++) {
                    for (int x = 0; x < across; x++) {
                        int column = (row - panel * rows) * across + x;
                        Tile tile = new Tile(column, row / down - firstImage(panel), row % down * SIZE, x * SIZE);
                        each.accept(builder, tile);
                    }
                }
                moves[kind(panel)] = builder.build();
            }
        }
        return moves;
    }
}
