package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/** Copies rows that lie apart to a panel, where they touch. */
public final class Copies {

    private Copies() {}

    /**
     * Copies the same number of vectors from each row.
     *
     * @param from the rows
     * @param fo where they start
     * @param views where each row starts, relative to {@code fo}
     * @param first the entry of the first row
     * @param count how many rows
     * @param vectors how many vectors of each
     * @param to the panel
     * @param at where it starts
     */
    public static void views(float[] from, int fo, int[] views, int first, int count, int vectors, float[] to, int at) {
        if (!VectorPath.VECTOR) {
            int width = vectors * Width.LANES;
            for (int i = 0; i < count; i++) {
                System.arraycopy(from, fo + views[first + i], to, at + i * width, width);
            }
        } else if (vectors == 4) {
            VectorCopies.four(from, fo, views, first, count, to, at);
        } else {
            VectorCopies.some(from, fo, views, first, count, vectors, to, at);
        }
    }
}
