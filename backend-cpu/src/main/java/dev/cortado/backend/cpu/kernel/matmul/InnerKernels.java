package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.api.kernel.HostTarget;
import dev.cortado.backend.cpu.kernel.VectorPath;

/**
 * The inner kernels of all products and convolutions, in vectors and as scalar twins of equal bits.
 *
 * <p>They work on few rows and columns whose results stay in registers while the depth passes by.
 */
public abstract class InnerKernels {

    /** The most rows of {@link #rows} and {@link #outer}: what the registers hold, of which narrow vectors have fewer. */
    public static final int MOST_ROWS = Width.LANES == 16 ? 8 : 4;

    /** The most elements of a row for {@link #rows}. */
    public static final int MOST_DEPTH = 384;

    /** Distance between rows for {@link #rows}; a power of two would make them compete for places of the cache. */
    public static final int ROW_PITCH = MOST_DEPTH + 16;

    /** Rows of A that lie side by side for {@link #outer}. */
    public static final int GROUP = 16;

    InnerKernels() {}

    /** Returns the kernels for a machine. */
    public static InnerKernels of(HostTarget target) {
        return VectorPath.VECTOR && target.vectorBits() > 0 ? VectorKernels.INSTANCE : ScalarKernels.INSTANCE;
    }

    /** Tells whether these are the vector kernels. */
    public abstract boolean isVector();

    /** Prepares the JIT for the kernels; called once per tile. */
    public abstract void beginTile();

    /**
     * Computes {@code C = start + A B} for up to six rows and a panel a few vectors wide.
     *
     * <p>Lanes run over columns, and every element of C is one chain of fused multiply-adds in ascending order of the depth.
     * So its bits depend neither on the width of vectors, nor on how rows, columns and depth are cut into blocks.
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
    public abstract void panel(
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
            int crs);

    /**
     * Computes {@code C = start + A B} for eight or four rows and a panel one or two vectors wide.
     *
     * <p>Elements are chains as in {@link #panel}. Where fewer rows are wanted, the last one is given several times, with its
     * place.
     *
     * @param rows 8 or 4
     * @param vectors vectors across the panel, 1 or 2
     * @param a the rows: element (row, k) is at {@code ao + ROW_PITCH * row + k}
     * @param ao where they start
     * @param b the panel: element (k, column) is at {@code bo + k * vectors * Width.LANES + column}
     * @param bo where it starts
     * @param depth the number of rows of the panel, at most {@link #MOST_DEPTH}
     * @param s what is added
     * @param so what is added to the place of each of its rows
     * @param c the result, which may be {@code s}
     * @param co what is added to the place of each of its rows
     * @param places where rows of {@code s} and {@code c} lie
     * @param st the entry with the place of the first row of {@code s}
     * @param ct the same for {@code c}
     */
    public abstract void rows(
            int rows,
            int vectors,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int depth,
            float[] s,
            int so,
            float[] c,
            int co,
            int[] places,
            int st,
            int ct);

    /**
     * Computes {@code C = start + A B} for eight or four rows of A, of which {@link #GROUP} lie side by side, and a panel one or
     * two vectors wide.
     *
     * <p>Elements are chains as in {@link #panel}.
     *
     * @param rows 8 or 4
     * @param vectors vectors across the panel, 1 or 2
     * @param a the rows: element (row, k) is at {@code ao + GROUP * k + row}
     * @param ao where they start
     * @param b the panel: element (k, column) is at {@code bo + k * vectors * Width.LANES + column}
     * @param bo where it starts
     * @param depth the number of rows of the panel
     * @param s what is added
     * @param so where that starts
     * @param srs distance between its rows
     * @param c the result, which may be {@code s}
     * @param co where it starts
     * @param crs distance between its rows
     */
    public abstract void outer(
            int rows,
            int vectors,
            float[] a,
            int ao,
            float[] b,
            int bo,
            int depth,
            float[] s,
            int so,
            int srs,
            float[] c,
            int co,
            int crs);

    /**
     * Adds the products of up to six rows and {@link DotBlocks#COLUMNS} columns, both contiguous along the depth, to partial
     * sums; {@link DotBlocks} says in which order.
     *
     * @param rows rows of A, 1 to {@link RowBlocks#MOST}
     * @param a the rows, packed: element (row, k) is at {@code ao + (k / 16 * RowBlocks.stride(rows) + row) * 16 + k % 16}
     * @param ao where they start
     * @param b the columns, each contiguous
     * @param bo where they start
     * @param columns where each starts, relative to {@code bo}
     * @param first the entry of the first of the columns
     * @param steps the depth, divided by 16
     * @param sums the partial sums: number l of (row, column) is at {@code so + (row * 4 + column) * 16 + l}
     * @param so where they start
     */
    public abstract void dot(
            int rows, float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so);

    /**
     * Adds the partial sums of each element in the order of {@link DotBlocks}.
     *
     * @param sums 16 partial sums of each element, one element after the other; destroyed, and behind the last element up to
     *     15 more must fit into the array
     * @param so where they start
     * @param count the number of elements
     * @param result the elements; behind the last one up to 15 floats are overwritten
     * @param ro where they start
     */
    public abstract void fold(float[] sums, int so, int count, float[] result, int ro);
}
