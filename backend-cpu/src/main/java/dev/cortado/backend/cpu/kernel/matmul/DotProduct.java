package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/**
 * The inner kernel of products whose operands both lie along the depth: sums of up to six rows and four columns.
 *
 * <p>Whatever the width of vectors, an element has {@link #STEP} partial sums: number {@code l} adds the products of depth
 * {@code l}, {@code l + 16}, {@code l + 32} ... by fused multiply-adds in this order. {@link LaneFold} adds them at the end.
 */
public final class DotProduct {

    /** Partial sums of an element, and how much depth one step covers. */
    public static final int STEP = 16;

    /** Columns of one call. */
    public static final int COLUMNS = 4;

    private DotProduct() {}

    /**
     * Adds to partial sums.
     *
     * @param rows rows of A, 1 to {@link RowBlocks#MOST}
     * @param a the rows, packed: element (row, k) is at {@code ao + (k / 16 * RowBlocks.stride(rows) + row) * 16 + k % 16}
     * @param ao where they start
     * @param b the columns, each contiguous
     * @param bo where they start
     * @param columns where each starts, relative to {@code bo}
     * @param first the entry of the first of the four columns
     * @param steps the depth, divided by 16
     * @param sums the partial sums: number l of (row, column) is at {@code so + (row * 4 + column) * 16 + l}
     * @param so where they start
     */
    public static void run(
            int rows,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int[] columns,
            int first,
            int steps,
            float[] sums,
            int so) {
        if (VectorPath.VECTOR) {
            VectorDot.run(rows, a, ao, b, bo, columns, first, steps, sums, so);
        } else {
            ScalarDot.run(rows, a, ao, b, bo, columns, first, steps, sums, so);
        }
    }
}
