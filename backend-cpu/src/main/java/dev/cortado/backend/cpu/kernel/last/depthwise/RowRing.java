package dev.cortado.backend.cpu.kernel.last.depthwise;

import java.util.Arrays;

/**
 * The rows of a source that the taps of one row of results see, padded with zeros: as many as the taps reach over, each new
 * row in the place of the one that is not needed any more.
 *
 * <p>A row holds the channels of a block, pixel after pixel. It stays in the first-level cache while it is needed.
 */
final class RowRing {

    private final WalkedAxis rows;
    private final WalkedAxis columns;
    private final int width;
    private final int rowLength;
    private final LastLoops loops;

    /**
     * Creates one.
     *
     * @param width floats of a pixel
     */
    RowRing(WalkedAxis rows, WalkedAxis columns, int width, LastLoops loops) {
        this.rows = rows;
        this.columns = columns;
        this.width = width;
        this.loops = loops;
        rowLength = Math.multiplyExact(columns.extent(), width);
    }

    /** Returns the floats of all rows. */
    int size() {
        return Math.multiplyExact(rows.window(), rowLength);
    }

    /** Returns how many ways there are for rows to follow one another. */
    int phases() {
        return rows.window();
    }

    /** Returns the phase while the row at a position, counted from the first that is seen, is the first one needed. */
    int phase(int position) {
        return position % rows.window();
    }

    /** Returns where the taps of two walks start in each phase; row-major. */
    int[][] offsets(Walk down, Walk along) {
        int[][] offsets = new int[phases()][down.taps().length * along.taps().length];
        for (int phase = 0; phase < offsets.length; phase++) {
            int i = 0;
            for (int row : down.shifts()) {
                int slot = (phase + row - rows.low()) % rows.window();
                for (int column : along.shifts()) {
                    offsets[phase][i++] = slot * rowLength + (column - columns.low()) * width;
                }
            }
        }
        return offsets;
    }

    /**
     * Brings rows into the ring.
     *
     * @param from the position of the first
     * @param to the position after the last
     * @param source the source
     * @param si where the first of the wanted channels of an image starts
     * @param stride distance between pixels of the source
     * @param channels how many are wanted
     */
    void fill(int from, int to, float[] source, int si, int stride, int channels, float[] memory, int at) {
        // columns before the first and behind the last of the source
        int before = Math.min(columns.extent(), Math.max(0, -columns.low()));
        int end = Math.max(before, Math.min(columns.extent(), columns.size() - columns.low()));
        for (int position = from; position < to; position++) {
            int row = position + rows.low();
            int ro = at + position % rows.window() * rowLength;
            if (row < 0 || row >= rows.size() || end == before) {
                Arrays.fill(memory, ro, ro + rowLength, 0);
                continue;
            }
            Arrays.fill(memory, ro, ro + before * width, 0);
            int first = si + (row * columns.size() + before + columns.low()) * stride;
            loops.copy(source, first, stride, channels, end - before, memory, ro + before * width, width);
            Arrays.fill(memory, ro + end * width, ro + rowLength, 0);
        }
    }
}
