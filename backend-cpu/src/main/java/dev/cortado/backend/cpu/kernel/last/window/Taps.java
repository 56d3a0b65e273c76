package dev.cortado.backend.cpu.kernel.last.window;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Which taps of a window see pixels at one place, and how far apart these are.
 *
 * <p>Tap (i, j) sees the pixel {@code i * rowStep + j * columnStep} behind the one that tap (0, 0) sees, or would see.
 *
 * @param width taps of a row of the window, with those that see nothing
 */
record Taps(int firstRow, int endRow, int rowStep, int firstColumn, int endColumn, int columnStep, int width) {

    /** Returns those of each row and column of places; places that see the same share them. */
    static Taps[][] of(WindowGrid grid) {
        Taps[][] all = new Taps[grid.rows().places()][];
        Map<Taps, Taps[]> known = new HashMap<>();
        for (int row = 0; row < all.length; row++) {
            int place = row;
            all[row] = known.computeIfAbsent(of(grid, row, 0), first -> row(grid, place));
        }
        return all;
    }

    private static Taps[] row(WindowGrid grid, int row) {
        Taps[] taps = new Taps[grid.columns().places()];
        Arrays.setAll(taps, column -> of(grid, row, column));
        return taps;
    }

    private static Taps of(WindowGrid grid, int row, int column) {
        return new Taps(
                grid.rows().firstTap(row),
                grid.rows().endTap(row),
                grid.rowStep(),
                grid.columns().firstTap(column),
                grid.columns().endTap(column),
                grid.columnStep(),
                grid.columns().taps());
    }

    boolean isEmpty() {
        return firstRow >= endRow || firstColumn >= endColumn;
    }
}
