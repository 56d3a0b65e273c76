package dev.cortado.backend.cpu.kernel.structure;

/**
 * Transposes matrices of floats, several rows of the result at once, so that a cache line is used whole while it is there.
 *
 * <p>A matrix whose rows are far apart is moved by long pieces of rows, through a small block between: its rows compete for
 * few sets of the cache, for one if their distance is a power of two.
 *
 * <p>In plain loops, which are limited by one store per element: blocks of vectors need shuffles, which the JIT of Java 17
 * makes no faster, and now and then puts on the heap.
 */
final class Transposing {

    private static final int ROWS = 8;
    private static final int LONG_BLOCK = 256;
    /** Rows so far apart are worth copying. */
    private static final int FAR = 512;
    /** Sizes of a block: along the rows that are far apart, and across them. */
    private static final int LENGTH = 128;

    private static final int BREADTH = 32;
    /** A cache line more than a row. */
    private static final int STEP = LENGTH + 16;

    /** How many floats of temporary memory a call needs. */
    static final int ROOM = BREADTH * STEP;

    private Transposing() {}

    /**
     * Computes {@code y[p, q] = x[q, p]}.
     *
     * @param from the distance of two rows of x
     * @param to the distance of two rows of y
     * @param rows the number of rows of y
     * @param columns the number of columns of y
     * @param block temporary memory
     */
    static void run(float[] x, int xi, int from, float[] y, int yi, int to, int rows, int columns, float[] block) {
        if (columns < ROWS) {
            fewColumns(x, xi, from, y, yi, to, rows, columns);
        } else if (rows < ROWS) {
            fewRows(x, xi, from, y, yi, to, rows, columns);
        } else if (Math.max(from, to) < FAR) {
            near(x, xi, from, y, yi, to, rows, columns);
        } else if (from > to) {
            fromFar(x, xi, from, y, yi, to, rows, columns, block);
        } else {
            toFar(x, xi, from, y, yi, to, rows, columns, block);
        }
    }

    private static void fromFar(
            float[] x, int xi, int from, float[] y, int yi, int to, int rows, int columns, float[] block) {
        for (int p = 0; p < rows; p += LENGTH) {
            int length = Math.min(rows - p, LENGTH);
            for (int q = 0; q < columns; q += BREADTH) {
                int breadth = Math.min(columns - q, BREADTH);
                for (int i = 0; i < breadth; i++) {
                    System.arraycopy(x, xi + (q + i) * from + p, block, i * STEP, length);
                }
                near(block, 0, STEP, y, yi + p * to + q, to, length, breadth);
            }
        }
    }

    private static void toFar(
            float[] x, int xi, int from, float[] y, int yi, int to, int rows, int columns, float[] block) {
        for (int q = 0; q < columns; q += LENGTH) {
            int length = Math.min(columns - q, LENGTH);
            for (int p = 0; p < rows; p += BREADTH) {
                int breadth = Math.min(rows - p, BREADTH);
                near(x, xi + q * from + p, from, block, 0, STEP, breadth, length);
                for (int i = 0; i < breadth; i++) {
                    System.arraycopy(block, i * STEP, y, yi + (p + i) * to + q, length);
                }
            }
        }
    }

    private static void near(float[] x, int xi, int from, float[] y, int yi, int to, int rows, int columns) {
        int whole = rows / ROWS * ROWS;
        for (int p = 0; p < whole; p += ROWS) {
            eightRows(x, xi + p, from, y, yi + p * to, to, columns);
        }
        for (int p = whole; p < rows; p++) {
            row(x, xi + p, from, y, yi + p * to, columns);
        }
    }

    private static void eightRows(float[] x, int xi, int from, float[] y, int yi, int to, int columns) {
        int y1 = yi + to;
        int y2 = y1 + to;
        int y3 = y2 + to;
        int y4 = y3 + to;
        int y5 = y4 + to;
        int y6 = y5 + to;
        int y7 = y6 + to;
        for (int q = 0; q < columns; q++) {
            int at = xi + q * from;
            y[yi + q] = x[at];
            y[y1 + q] = x[at + 1];
            y[y2 + q] = x[at + 2];
            y[y3 + q] = x[at + 3];
            y[y4 + q] = x[at + 4];
            y[y5 + q] = x[at + 5];
            y[y6 + q] = x[at + 6];
            y[y7 + q] = x[at + 7];
        }
    }

    private static void row(float[] x, int xi, int from, float[] y, int yi, int n) {
        for (int q = 0; q < n; q++) {
            y[yi + q] = x[xi + q * from];
        }
    }

    private static void fewRows(float[] x, int xi, int from, float[] y, int yi, int to, int rows, int columns) {
        for (int q = 0; q < columns; q += LONG_BLOCK) {
            int n = Math.min(columns - q, LONG_BLOCK);
            for (int p = 0; p < rows; p++) {
                row(x, xi + q * from + p, from, y, yi + p * to + q, n);
            }
        }
    }

    private static void fewColumns(float[] x, int xi, int from, float[] y, int yi, int to, int rows, int columns) {
        for (int p = 0; p < rows; p += LONG_BLOCK) {
            int n = Math.min(rows - p, LONG_BLOCK);
            for (int q = 0; q < columns; q++) {
                column(x, xi + q * from + p, y, yi + p * to + q, to, n);
            }
        }
    }

    private static void column(float[] x, int xi, float[] y, int yi, int to, int n) {
        for (int p = 0; p < n; p++) {
            y[yi + p * to] = x[xi + p];
        }
    }
}
