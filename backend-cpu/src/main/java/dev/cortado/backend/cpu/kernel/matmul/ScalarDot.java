package dev.cortado.backend.cpu.kernel.matmul;

/** The scalar twin of {@link VectorDot}. */
final class ScalarDot {

    private ScalarDot() {}

    static void run(
            int rows, float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int width = DotProduct.STEP;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < DotProduct.COLUMNS; column++) {
                int at = so + (row * DotProduct.COLUMNS + column) * width;
                int bi = bo + columns[first + column];
                for (int step = 0; step < steps; step++) {
                    int ai = ao + (step * RowBlocks.stride(rows) + row) * width;
                    for (int lane = 0; lane < width; lane++) {
                        sums[at + lane] = Math.fma(a[ai + lane], b[bi + step * width + lane], sums[at + lane]);
                    }
                }
            }
        }
    }
}
