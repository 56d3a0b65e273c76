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
    private static final int WANTED = 8;

    private final int lines;
    private final int lineTiles;
    private final int panels;
    private final int panelTiles;

    /**
     * Cuts the work.
     *
     * @param lines lines of all images
     * @param columns places of a line
     * @param channels channels of the source
     */
    LineTiles(int lines, int columns, int channels, int panels) {
        this.lines = lines;
        this.panels = panels;
        int places = Math.max(24, Math.min(PLACES, FLOATS / channels));
        int most = Math.max(1, places / columns);
        int tiles = (lines + most - 1) / most;
        // an even number, for two threads
        lineTiles = Math.min(lines, tiles + tiles % 2);
        panelTiles = Math.min(panels, Math.max(1, WANTED / lineTiles));
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
