package dev.cortado.backend.cpu.kernel.last.convolution;

/**
 * How the work on a grid is cut: lines of places of all images, and panels of channels if there are few lines.
 *
 * <p>Depends on shapes alone; results do not depend on it.
 */
final class LineTiles {

    /** Places whose rows and results stay in the second-level cache while panels pass. */
    private static final int PLACES = 120;

    private static final int FLOATS = 1 << 17;
    /** Tiles of Winograd's algorithm whose 36 points stay in the second-level cache. */
    private static final int TILES = 64;

    private static final int TRANSFORMED = 10_000;
    private static final int WANTED = 8;

    private final int lines;
    private final int lineTiles;
    private final int panels;
    private final int panelTiles;

    private LineTiles(int lines, int most, int panels) {
        this.lines = lines;
        this.panels = panels;
        int tiles = (lines + most - 1) / most;
        // an even number, for two threads; but all lines at once where panels give tiles enough, since each tile reads
        // its panels
        lineTiles = tiles == 1 && panels >= WANTED ? 1 : Math.min(lines, tiles + tiles % 2);
        panelTiles = Math.min(panels, Math.max(1, WANTED / lineTiles));
    }

    /**
     * Cuts the work of a grid.
     *
     * @param lines lines of all images
     * @param columns places of a line
     * @param channels channels of the source
     */
    static LineTiles of(int lines, int columns, int channels, int panels) {
        int places = Math.max(24, Math.min(PLACES, FLOATS / channels));
        return new LineTiles(lines, Math.max(1, places / columns), panels);
    }

    /**
     * Cuts the work on tiles of Winograd's algorithm.
     *
     * @param lines lines of tiles of all images
     * @param columns tiles of a line
     * @param channels channels of the source, and of the products that are made of it at once
     * @param groups groups of panels
     */
    static LineTiles ofWinograd(int lines, int columns, int channels, int groups) {
        int tiles = Math.max(8, Math.min(TILES, TRANSFORMED / channels));
        return new LineTiles(lines, Math.max(1, tiles / columns), groups);
    }

    int count() {
        return lineTiles * panelTiles;
    }

    /** Returns the most lines of a tile. */
    int most() {
        return (lines + lineTiles - 1) / lineTiles;
    }

    int firstLine(int tile) {
        return (int) ((long) lines * (tile % lineTiles) / lineTiles);
    }

    int endLine(int tile) {
        return (int) ((long) lines * (tile % lineTiles + 1) / lineTiles);
    }

    int firstPanel(int tile) {
        return panels * (tile / lineTiles) / panelTiles;
    }

    int endPanel(int tile) {
        return panels * (tile / lineTiles + 1) / panelTiles;
    }
}
