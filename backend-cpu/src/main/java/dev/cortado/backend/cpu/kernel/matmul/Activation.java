package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.VectorPath;

/** What is done to the results of a product while they are in the cache. */
public enum Activation {
    /** Nothing. */
    NONE,
    /** The larger of the element and 0; NaN stays. */
    RELU;

    /**
     * Applies it to rows.
     *
     * @param c the elements
     * @param co where they start
     * @param stride distance between rows
     * @param rows how many
     * @param columns elements of a row
     */
    public void apply(float[] c, int co, int stride, int rows, int columns) {
        if (this == NONE) {
            return;
        }
        for (int row = 0; row < rows; row++) {
            int at = co + row * stride;
            int done = VectorPath.VECTOR ? VectorRectifier.run(c, at, columns) : 0;
            for (int i = done; i < columns; i++) {
                c[at + i] = Math.max(c[at + i], 0);
            }
        }
    }
}
