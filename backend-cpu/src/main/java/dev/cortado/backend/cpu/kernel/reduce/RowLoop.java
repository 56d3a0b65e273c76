package dev.cortado.backend.cpu.kernel.reduce;

/** Reduces a row of floats to one. */
@FunctionalInterface
public interface RowLoop {

    /** The number of partial results, whatever the width of vectors; element i goes to partial result {@code i % 16}. */
    int LANES = 16;

    /**
     * Reduces n elements: to {@value #LANES} partial results, which are then combined in a fixed tree.
     *
     * @param lanes room for the partial results
     */
    float reduce(float[] x, int xi, int n, float[] lanes);
}
