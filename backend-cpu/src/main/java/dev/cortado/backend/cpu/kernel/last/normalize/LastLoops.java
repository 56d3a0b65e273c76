package dev.cortado.backend.cpu.kernel.last.normalize;

/**
 * The loops of batch normalization over columns, with what belongs to a column in a table.
 *
 * <p>Those that end in 4 take four lines at once, which are {@code step} elements apart, and whole vectors of columns.
 */
interface LastLoops {

    /** How many lines are taken at once; with eight some JITs stop to inline, and vectors become objects. */
    int LINES = 4;

    /** Adds x to the sums of columns. */
    void sums4(float[] x, int xi, int step, int n, float[] table, int sum);

    /** Adds the x of one line to the sums of columns. */
    void sums(float[] x, int xi, int n, float[] table, int sum);

    /** Adds the deviations of x from the center of a column, and their squares. */
    void squares4(float[] x, int xi, int step, int n, float[] table, int center, int sum, int squares);

    /** Adds the deviations of one line. */
    void squares(float[] x, int xi, int n, float[] table, int center, int sum, int squares);

    /** Adds dy, and its products with the deviations of x. */
    void products4(
            float[] x, int xi, float[] dy, int dyi, int step, int n, float[] table, int center, int sum, int products);

    /** Adds the products of one line. */
    void products(float[] x, int xi, float[] dy, int dyi, int n, float[] table, int center, int sum, int products);

    /** Computes {@code y = (x - center) * factor + shift}. */
    void normalize(float[] x, int xi, float[] y, int yi, int n, float[] table, int center, int factor, int shift);

    /** Computes {@code y = min(max((x - center) * factor + shift, 0), ceiling)}. */
    void rectify(
            float[] x,
            int xi,
            float[] y,
            int yi,
            int n,
            float[] table,
            int center,
            int factor,
            int shift,
            float ceiling);

    /** Computes {@code dx = ((x - center) * slope + (dy + offset)) * factor}. */
    void gradient(
            float[] x,
            int xi,
            float[] dy,
            int dyi,
            float[] dx,
            int dxi,
            int n,
            float[] table,
            int center,
            int slope,
            int offset,
            int factor);
}
