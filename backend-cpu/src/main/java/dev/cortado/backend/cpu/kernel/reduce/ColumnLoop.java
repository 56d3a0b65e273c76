package dev.cortado.backend.cpu.kernel.reduce;

/** Reduces the columns of a matrix of floats. */
@FunctionalInterface
public interface ColumnLoop {

    /**
     * Combines the elements of each column from the first row to the last.
     *
     * @param stride the distance between two rows
     * @param n the number of columns
     */
    void reduce(float[] x, int xi, int stride, int rows, float[] y, int yi, int n);
}
