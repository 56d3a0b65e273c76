package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.last.convolution.Grid.Step;
import java.util.ArrayList;
import java.util.List;

/** How the places of a 3x3 grid are cut into tiles of 4x4, each of which sees 6x6 pixels. */
final class WinogradMap {

    static final int SIZE = 4;
    static final int SEEN = 6;

    private WinogradMap() {}

    /**
     * Tells whether Winograd's algorithm is the fastest way for a grid, by the sizes of one image alone, so that a batch changes no
     * bit.
     *
     * @param leastPlaces the fewest places down and across for which it is
     */
    static boolean suits(Grid grid, int height, int width, int sources, int targets, int leastPlaces) {
        if (grid.sourceStep().down() != 1 || grid.sourceStep().across() != 1 || !isThreeByThree(grid)) {
            return false;
        }
        if (!seesAnElementEverywhere(grid, height, width)) {
            return false;
        }
        double computed = 16.0 * tiles(grid.rows()) * tiles(grid.columns());
        return sources >= WinogradChoice.LEAST_CHANNELS
                && targets >= WinogradChoice.LEAST_CHANNELS
                && Math.min(grid.rows(), grid.columns()) >= leastPlaces
                && (long) sources * targets <= WinogradChoice.MOST_WEIGHTS
                && grid.columns() <= WinogradChoice.LONGEST_ROW
                && computed <= WinogradChoice.TOLERATED_WASTE * grid.rows() * grid.columns();
    }

    private static boolean isThreeByThree(Grid grid) {
        List<Run> runs = grid.runs();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            if (run.taps().size() != 3 || run.row() != grid.lowestRow() + i || run.column() != grid.lowestColumn()) {
                return false;
            }
        }
        return runs.size() == 3;
    }

    /** A result that sees padding alone is exactly 0, but its tile's other elements would leave rounding errors in it. */
    private static boolean seesAnElementEverywhere(Grid grid, int height, int width) {
        return grid.lowestRow() > -3
                && grid.lowestColumn() > -3
                && grid.rows() - 1 + grid.lowestRow() < height
                && grid.columns() - 1 + grid.lowestColumn() < width;
    }

    static int tiles(int places) {
        return (places + SIZE - 1) / SIZE;
    }

    /** Returns a grid whose places are the tiles of another one, and see what these do. */
    static Grid tiles(Grid grid) {
        List<Run> runs = new ArrayList<>();
        for (int row = 0; row < SEEN; row++) {
            runs.add(new Run(grid.lowestRow() + row, grid.lowestColumn(), List.of(0, 1, 2, 3, 4, 5)));
        }
        Step step = new Step(SIZE, SIZE);
        return new Grid(tiles(grid.rows()), tiles(grid.columns()), 0, 0, step, step, runs);
    }
}
