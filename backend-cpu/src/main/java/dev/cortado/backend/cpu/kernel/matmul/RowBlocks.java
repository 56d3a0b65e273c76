package dev.cortado.backend.cpu.kernel.matmul;

/** Rows split as evenly as possible into blocks of at most six, since a full register block is worth most. */
public final class RowBlocks {

    /** The most rows of a block. */
    public static final int MOST = 6;

    private RowBlocks() {}

    /** Returns the number of blocks. */
    public static int count(int rows) {
        return (rows + MOST - 1) / MOST;
    }

    /** Returns the first row of a block; that of block {@code count} is {@code rows}. */
    public static int start(int rows, int block) {
        return block == 0 ? 0 : (int) ((long) rows * block / count(rows));
    }

    /** Returns the distance in packed rows from one depth to the next: a power of two, so that the JIT drops range checks. */
    public static int stride(int rows) {
        return rows > 4 ? 8 : rows > 2 ? 4 : rows;
    }

    /** Returns where a block starts in packed rows, in elements of each depth; that of block {@code count} is the length. */
    public static int packedStart(int rows, int block) {
        int start = 0;
        for (int i = 0; i < block; i++) {
            start += stride(start(rows, i + 1) - start(rows, i));
        }
        return start;
    }

    /**
     * Packs some rows for {@link PanelProduct}.
     *
     * @param source the matrix
     * @param so where its first row starts
     * @param rowStride distance between rows
     * @param rows how many
     * @param offsets where the element of each depth lies, relative to its row
     * @param depth the number of elements of a row
     * @param target the packed rows
     * @param to where they start
     */
    public static void pack(
            float[] source, int so, int rowStride, int rows, int[] offsets, int depth, float[] target, int to) {
        int stride = stride(rows);
        for (int row = 0; row < rows; row++) {
            int from = so + row * rowStride;
            int at = to + row;
            for (int k = 0; k < depth; k++) {
                target[at] = source[from + offsets[k]];
                at += stride;
            }
        }
    }
}
