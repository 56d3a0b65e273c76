package dev.cortado.backend.cpu.kernel.matmul;

/** The inner kernels in vectors. */
final class VectorKernels extends InnerKernels {

    static final InnerKernels INSTANCE = new VectorKernels();

    private VectorKernels() {}

    @Override
    public boolean isVector() {
        return true;
    }

    @Override
    public void beginTile() {
        ProfileMix.stir();
    }

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
        if (vectors == 4) {
            VectorPanel4.run(rows, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        } else if (vectors == 2) {
            VectorPanel2.run(rows, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        } else {
            VectorPanel1.run(rows, a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
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
        VectorRowProducts.run(rows, vectors, a, ao, b, bo, depth, s, so, c, co, places, st, ct);
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
        VectorOuterProducts.run(rows, vectors, a, ao, b, bo, depth, s, so, srs, c, co, crs);
    }

    @Override
    public void dot(
            int rows, float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        VectorDot.run(rows, a, ao, b, bo, columns, first, steps, sums, so);
    }

    @Override
    public void fold(float[] sums, int so, int count, float[] result, int ro) {
        VectorFold.run(sums, so, count, result, ro);
    }
}
