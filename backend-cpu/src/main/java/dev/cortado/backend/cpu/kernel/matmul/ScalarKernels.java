package dev.cortado.backend.cpu.kernel.matmul;

/** The scalar twins of the inner kernels. */
final class ScalarKernels extends InnerKernels {

    static final InnerKernels INSTANCE = new ScalarKernels();

    private ScalarKernels() {}

    @Override
    public boolean isVector() {
        return false;
    }

    @Override
    public void beginTile() {}

    @Override
    public void panel(
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

    @Override
    public void rows(
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
            int ct) {
        int columns = vectors * Width.LANES;
        for (int row = 0; row < rows; row++) {
            int to = co + places[ct + row];
            if (row > 0 && to == co + places[ct + row - 1]) {
                // the last row once more, whose start may be gone
                continue;
            }
            start(s, so + places[st + row], c, to, columns);
            for (int k = 0; k < depth; k++) {
                addScaled(a[ao + ROW_PITCH * row + k], b, bo + k * columns, columns, c, to);
            }
        }
    }

    @Override
    public void outer(
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
            int crs) {
        int columns = vectors * Width.LANES;
        for (int row = 0; row < rows; row++) {
            int to = co + row * crs;
            start(s, so + row * srs, c, to, columns);
            for (int k = 0; k < depth; k++) {
                addScaled(a[ao + GROUP * k + row], b, bo + k * columns, columns, c, to);
            }
        }
    }

    private static void start(float[] s, int from, float[] c, int to, int columns) {
        if (s != c || from != to) {
            System.arraycopy(s, from, c, to, columns);
        }
    }

    private static void addScaled(float factor, float[] b, int bo, int columns, float[] c, int to) {
        for (int column = 0; column < columns; column++) {
            c[to + column] = Math.fma(factor, b[bo + column], c[to + column]);
        }
    }

    @Override
    public void dot(
            int rows, float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int width = DotBlocks.STEP;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < DotBlocks.COLUMNS; column++) {
                int at = so + (row * DotBlocks.COLUMNS + column) * width;
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

    @Override
    public void fold(float[] sums, int so, int count, float[] result, int ro) {
        for (int i = 0; i < count; i++) {
            int at = so + i * DotBlocks.STEP;
            for (int half = DotBlocks.STEP / 2; half > 0; half /= 2) {
                for (int lane = 0; lane < half; lane++) {
                    sums[at + lane] += sums[at + lane + half];
                }
            }
            result[ro + i] = sums[at];
        }
    }
}
