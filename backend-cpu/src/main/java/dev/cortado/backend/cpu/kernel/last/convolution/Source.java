package dev.cortado.backend.cpu.kernel.last.convolution;

import java.util.Arrays;

/**
 * Where the places of a grid find what they see: in the image itself, or in a copy with zeros around it if some look over the
 * edge.
 */
final class Source {

    private final Grid grid;
    private final int height;
    private final int width;
    private final int channels;
    private final boolean copied;
    /** The first and last row and the first column that the first place of a line sees. */
    private final int lowestRow;

    private final int highestRow;
    private final int lowestColumn;
    /** Floats between two rows. */
    private final int pitch;

    private final int lines;
    /** Where each run starts, relative to its place. */
    private final int[] runOffsets;

    /**
     * Creates the source of places that lie on several lines in a row.
     *
     * @param height rows of the source
     * @param width columns of the source
     * @param channels channels of the source
     * @param lines the most lines of places that are taken at once, of one image or several
     * @param always whether a copy is made even where no place looks over the edge
     */
    Source(Grid grid, int height, int width, int channels, int lines, boolean always) {
        this.grid = grid;
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.lines = lines;
        // found once: to look through all runs in a copy of each row would allocate
        lowestRow = grid.lowestRow();
        highestRow = grid.highestRow();
        lowestColumn = grid.lowestColumn();
        copied = always
                || !(lowestRow >= 0
                        && lowestColumn >= 0
                        && (grid.rows() - 1) * grid.sourceStep().down() + highestRow < height
                        && (grid.columns() - 1) * grid.sourceStep().across() + grid.endColumn() <= width);
        int columns = (grid.columns() - 1) * grid.sourceStep().across() + grid.endColumn() - lowestColumn;
        pitch = (copied ? columns : width) * channels;
        runOffsets = grid.runs().stream()
                .mapToInt(run -> copied
                        ? (run.row() - lowestRow) * pitch + (run.column() - lowestColumn) * channels
                        : run.row() * pitch + run.column() * channels)
                .toArray();
    }

    /** Tells whether places see a copy, which {@link #fill} makes. */
    boolean isCopied() {
        return copied;
    }

    /** Returns the floats of the copy. */
    int size() {
        if (!copied) {
            return 0;
        }
        int segments = Math.min(lines, (lines - 2) / grid.rows() + 2);
        int reach = highestRow - lowestRow + 1;
        int stepped = (lines - segments) * grid.sourceStep().down();
        return Math.multiplyExact(
                stepped + segments * Math.max(reach, grid.sourceStep().down()), pitch);
    }

    /** Returns the floats between two rows. */
    int pitch() {
        return pitch;
    }

    int[] runOffsets() {
        return runOffsets;
    }

    /**
     * Copies what some lines of places see, if need be.
     *
     * @param source the images
     * @param so where the first starts
     * @param first the first line, counted through all images
     * @param end the line after the last
     * @param copy receives the copy
     * @param at where it starts
     */
    void fill(float[] source, int so, int first, int end, float[] copy, int at) {
        if (!copied) {
            return;
        }
        int to = at;
        for (int line = first; line < end; ) {
            int image = line / grid.rows();
            int row = line % grid.rows();
            int count = Math.min(end - line, grid.rows() - row);
            int from = row * grid.sourceStep().down() + lowestRow;
            int reach = (count - 1) * grid.sourceStep().down() + highestRow - lowestRow + 1;
            for (int y = from; y < from + reach; y++) {
                fillRow(source, so + image * height * width * channels, y, copy, to);
                to += pitch;
            }
            line += count;
        }
    }

    private void fillRow(float[] source, int image, int y, float[] copy, int to) {
        int columns = pitch / channels;
        int left = Math.min(columns, Math.max(0, -lowestColumn));
        int from = Math.max(0, lowestColumn);
        int inside = y < 0 || y >= height ? 0 : Math.max(0, Math.min(columns - left, width - from));
        Arrays.fill(copy, to, to + left * channels, 0);
        System.arraycopy(
                source,
                image + (inside == 0 ? 0 : (y * width + from) * channels),
                copy,
                to + left * channels,
                inside * channels);
        Arrays.fill(copy, to + (left + inside) * channels, to + pitch, 0);
    }

    /**
     * Finds the places of some lines.
     *
     * @param first the first line, counted through all images
     * @param end the line after the last
     * @param offsets receives where each place starts, relative to the images or the copy
     * @param at the entry of the first place
     */
    void places(int first, int end, int[] offsets, int at) {
        int entry = at;
        int start = 0;
        for (int line = first; line < end; line++) {
            int image = line / grid.rows();
            int row = line % grid.rows();
            if (!copied) {
                start = (image * height + row * grid.sourceStep().down()) * pitch;
            } else if (line > first && row == 0) {
                // the copy of the next image follows behind the last row that this one's last line sees
                start += (highestRow - lowestRow + 1) * pitch;
            } else if (line > first) {
                start += grid.sourceStep().down() * pitch;
            }
            for (int column = 0; column < grid.columns(); column++) {
                offsets[entry++] = start + column * grid.sourceStep().across() * channels;
            }
        }
    }
}
