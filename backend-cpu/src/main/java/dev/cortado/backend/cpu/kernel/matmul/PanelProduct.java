package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/**
 * The inner kernel of products: {@code C = start + A B} for up to six rows and a panel a few vectors wide.
 *
 * <p>Lanes run over columns, and every element of C is one chain of fused multiply-adds in ascending order of the depth. So
 * its bits depend neither on the width of vectors, nor on how rows, columns and depth are cut into blocks.
 */
public final class PanelProduct {

    private PanelProduct() {}

    /**
     * Multiplies.
     *
     * @param rows rows of A and C, 1 to {@link RowBlocks#MOST}
     * @param vectors vectors across the panel, 1, 2 or {@link Width#VECTORS}
     * @param a the rows, packed: element (row, k) is at {@code ao + RowBlocks.stride(rows) * k + row}
     * @param ao where they start
     * @param b the panel
     * @param bo where it starts
     * @param rowOffsets where each of its rows starts, relative to {@code bo}; rows may overlap
     * @param first the entry of the panel's first row
     * @param depth the number of rows of the panel
     * @param s what is added: the element of (row, vector, lane) is at {@code so + row * srs + vector * svs + lane}
     * @param so where that starts
     * @param srs distance between its rows
     * @param svs distance between its vectors
     * @param c the result, which may be {@code s}
     * @param co where it starts
     * @param crs distance between its rows
     */
    public static void run(
            int rows,
            int vectors,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int[] rowOffsets,
            int first,
            int depth,
            float[] s,
            int so,
            int srs,
            int svs,
            float[] c,
            int co,
            int crs) {
        if (!VectorPath.VECTOR) {
            ScalarPanel.run(
                    rows, vectors, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        } else if (vectors == 4) {
            VectorPanel4.run(rows, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        } else if (vectors == 2) {
            VectorPanel2.run(rows, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        } else {
            VectorPanel1.run(rows, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        }
    }
}
