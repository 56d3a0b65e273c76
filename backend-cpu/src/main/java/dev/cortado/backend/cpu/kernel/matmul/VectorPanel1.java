package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of up to six rows and a panel one vector wide; see {@link InnerKernels#panel} for the operands.
 *
 * <p>One method per number of rows, without a branch inside: every accumulator is a local variable and stays in a register.
 */
final class VectorPanel1 {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorPanel1() {}

    static void run(
            int rows,
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
        switch (rows) {
            case 6 -> rows6(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
            case 5 -> rows5(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
            case 4 -> rows4(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
            case 3 -> rows3(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
            case 2 -> rows2(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
            default -> rows1(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, svs, c, co, crs);
        }
    }

    private static void rows6(
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
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        FloatVector c50 = FloatVector.fromArray(S, s, so + 5 * srs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 8 * k]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 8 * k + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 8 * k + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 8 * k + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + 8 * k + 4]);
            c40 = a4.fma(b0, c40);
            FloatVector a5 = FloatVector.broadcast(S, a[ao + 8 * k + 5]);
            c50 = a5.fma(b0, c50);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
        c40.intoArray(c, co + 4 * crs);
        c50.intoArray(c, co + 5 * crs);
    }

    private static void rows5(
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
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 8 * k]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 8 * k + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 8 * k + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 8 * k + 3]);
            c30 = a3.fma(b0, c30);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + 8 * k + 4]);
            c40 = a4.fma(b0, c40);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
        c40.intoArray(c, co + 4 * crs);
    }

    private static void rows4(
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
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 4 * k]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 4 * k + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 4 * k + 2]);
            c20 = a2.fma(b0, c20);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 4 * k + 3]);
            c30 = a3.fma(b0, c30);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
    }

    private static void rows3(
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
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 4 * k]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 4 * k + 1]);
            c10 = a1.fma(b0, c10);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 4 * k + 2]);
            c20 = a2.fma(b0, c20);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
    }

    private static void rows2(
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
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 2 * k]);
            c00 = a0.fma(b0, c00);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 2 * k + 1]);
            c10 = a1.fma(b0, c10);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
    }

    private static void rows1(
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
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
            c00 = a0.fma(b0, c00);
        }
        c00.intoArray(c, co);
    }
}
