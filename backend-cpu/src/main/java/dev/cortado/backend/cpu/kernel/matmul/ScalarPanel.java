package dev.cortado.backend.cpu.kernel.matmul;

/** The scalar twin of the vector panels. */
final class ScalarPanel {

    private ScalarPanel() {}

    static void run(
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
        int lanes = Width.LANES;
        int columns = vectors * lanes;
        for (int row = 0; row < rows; row++) {
            int cr = co + row * crs;
            for (int column = 0; column < columns; column++) {
                c[cr + column] = s[so + row * srs + column / lanes * svs + column % lanes];
            }
            for (int k = 0; k < depth; k++) {
                float factor = a[ao + RowBlocks.stride(rows) * k + row];
                int bi = bo + rowOffsets[first + k];
                for (int column = 0; column < columns; column++) {
                    c[cr + column] = Math.fma(factor, b[bi + column], c[cr + column]);
                }
            }
        }
    }
}
