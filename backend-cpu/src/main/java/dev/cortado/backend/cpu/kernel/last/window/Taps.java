package dev.cortado.backend.cpu.kernel.last.window;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The taps of a window that see pixels at one place, in row-major order.
 *
 * @param offsets how far behind the pixel that the first tap of the window sees, or would see, each one's pixel is
 * @param numbers the number of each among all taps of the window
 */
record Taps(int[] offsets, int[] numbers) {

    /** Returns those of each row and column of places; rows that see the same share them. */
    static Taps[][] of(WindowGrid grid) {
        Taps[][] all = new Taps[grid.rows().places()][];
        Map<List<Integer>, Taps[]> known = new HashMap<>();
        for (int row = 0; row < all.length; row++) {
            int first = grid.rows().firstTap(row);
            int end = grid.rows().endTap(row);
            all[row] = known.computeIfAbsent(List.of(first, end), key -> row(grid, first, end));
        }
        return all;
    }

    private static Taps[] row(WindowGrid grid, int firstRow, int endRow) {
        Taps[] taps = new Taps[grid.columns().places()];
        for (int place = 0; place < taps.length; place++) {
            int first = grid.columns().firstTap(place);
            int end = grid.columns().endTap(place);
            Taps before = place == 0 ? null : taps[place - 1];
            boolean same = place > 0
                    && first == grid.columns().firstTap(place - 1)
                    && end == grid.columns().endTap(place - 1);
            taps[place] = same ? before : of(grid, firstRow, endRow, first, end);
        }
        return taps;
    }

    private static Taps of(WindowGrid grid, int firstRow, int endRow, int firstColumn, int endColumn) {
        int count = Math.max(0, endRow - firstRow) * Math.max(0, endColumn - firstColumn);
        int[] offsets = new int[count];
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            int row = firstRow + i / (endColumn - firstColumn);
            int column = firstColumn + i % (endColumn - firstColumn);
            offsets[i] = row * grid.rowStep() + column * grid.columnStep();
            numbers[i] = row * grid.columns().taps() + column;
        }
        return new Taps(offsets, numbers);
    }

    boolean isEmpty() {
        return offsets.length == 0;
    }
}
