package dev.cortado.backend.cpu.kernel.matmul;

/** Rows split as evenly as possible into blocks of at most six, since a full register block is worth most. */
public final class RowBlocks {

    /** The most rows of a block. */
    public static final int MOST = 6;

    private final int[] starts;
    private final int[] packedStarts;

    /** Splits a number of rows. */
    public RowBlocks(int rows) {
        int count = (rows + MOST - 1) / MOST;
        starts = new int[count + 1];
        packedStarts = new int[count + 1];
        for (int block = 0; block < count; block++) {
            starts[block + 1] = (int) ((long) rows * (block + 1) / count);
            packedStarts[block + 1] = packedStarts[block] + stride(rows(block));
        }
    }

    /** Returns the number of blocks. */
    public int count() {
        return starts.length - 1;
    }

    /** Returns the first row of a block; that of block {@link #count} is the number of rows. */
    public int start(int block) {
        return starts[block];
    }

    /** Returns the number of rows of a block. */
    public int rows(int block) {
        return starts[block + 1] - starts[block];
    }

    /** Returns how many packed rows lie before a block; before block {@link #count} lie all. */
    public int packedStart(int block) {
        return packedStarts[block];
    }

    /** Returns the number of packed rows of all blocks. */
    public int packedRows() {
        return packedStarts[packedStarts.length - 1];
    }

    /** Returns the distance in packed rows from one depth to the next: a power of two, so that the JIT drops range checks. */
    public static int stride(int rows) {
        return rows > 4 ? 8 : rows > 2 ? 4 : rows;
    }

    /**
     * Packs some rows for {@link InnerKernels#panel}.
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

    /** Packs rows whose elements are contiguous, as {@link #pack} does. */
    public static void packContiguous(
            float[] source, int so, int rowStride, int rows, int depth, float[] target, int to) {
        int stride = stride(rows);
        for (int row = 0; row < rows; row++) {
            int from = so + row * rowStride;
            if (stride == 8) {
                packByEight(source, from, depth, target, to + row);
            } else {
                for (int k = 0; k < depth; k++) {
                    target[to + row + k * stride] = source[from + k];
                }
            }
        }
    }

    private static void packByEight(float[] source, int from, int depth, float[] target, int to) {
        for (int k = 0; k < depth; k++) {
            target[to + 8 * k] = source[from + k];
        }
    }
}
