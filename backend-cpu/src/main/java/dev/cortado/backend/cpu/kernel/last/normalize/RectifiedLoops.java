package dev.cortado.backend.cpu.kernel.last.normalize;

/**
 * The loops of the gradient of normalization with a rectifier behind it, over columns, with what belongs to a column in a table.
 *
 * <p>An element {@code z = (x - center) * factor + shift} lets dy pass where {@code z > 0}, unless {@code z >= stop}. The numbers
 * of a column are {@code pitch} elements apart, in the order in which {@link LastRectifiedGradient} counts them.
 */
interface RectifiedLoops {

    /** How many lines {@link #products2} takes at once, which are {@code step} elements apart. */
    int LINES = 2;

    /** Adds what passes of dy, and its products with the deviations of x; takes whole vectors of columns. */
    void products2(float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int pitch, float stop);

    /** Adds what passes of one line. */
    void products(float[] x, int xi, float[] dy, int dyi, int n, float[] table, int pitch, float stop);

    /** Computes {@code dx = ((x - center) * slope + (what passes of dy + offset)) * factor}. */
    void gradient(
            float[] x, int xi, float[] dy, int dyi, float[] dx, int dxi, int n, float[] table, int pitch, float stop);
}
