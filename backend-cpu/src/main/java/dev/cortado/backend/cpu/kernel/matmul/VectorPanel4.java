package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of up to six rows and a panel four vectors wide; see {@link InnerKernels#panel} for the operands.
 *
 * <p>One method per number of rows, without a branch inside: every accumulator is a local variable and stays in a register.
 */
final class VectorPanel4 {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorPanel4() {}

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
        FloatVector c01 = FloatVector.fromArray(S, s, so + svs);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * svs);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * svs);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + svs);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * svs);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * svs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + svs);
        FloatVector c22 = FloatVector.fromArray(S, s, so + 2 * srs + 2 * svs);
        FloatVector c23 = FloatVector.fromArray(S, s, so + 2 * srs + 3 * svs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + svs);
        FloatVector c32 = FloatVector.fromArray(S, s, so + 3 * srs + 2 * svs);
        FloatVector c33 = FloatVector.fromArray(S, s, so + 3 * srs + 3 * svs);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        FloatVector c41 = FloatVector.fromArray(S, s, so + 4 * srs + svs);
        FloatVector c42 = FloatVector.fromArray(S, s, so + 4 * srs + 2 * svs);
        FloatVector c43 = FloatVector.fromArray(S, s, so + 4 * srs + 3 * svs);
        FloatVector c50 = FloatVector.fromArray(S, s, so + 5 * srs);
        FloatVector c51 = FloatVector.fromArray(S, s, so + 5 * srs + svs);
        FloatVector c52 = FloatVector.fromArray(S, s, so + 5 * srs + 2 * svs);
        FloatVector c53 = FloatVector.fromArray(S, s, so + 5 * srs + 3 * svs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 8 * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 8 * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 8 * k + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 8 * k + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + 8 * k + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
            FloatVector a5 = FloatVector.broadcast(S, a[ao + 8 * k + 5]);
            c50 = a5.fma(b0, c50);
            c51 = a5.fma(b1, c51);
            c52 = a5.fma(b2, c52);
            c53 = a5.fma(b3, c53);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c12.intoArray(c, co + crs + 2 * L);
        c13.intoArray(c, co + crs + 3 * L);
        c20.intoArray(c, co + 2 * crs);
        c21.intoArray(c, co + 2 * crs + L);
        c22.intoArray(c, co + 2 * crs + 2 * L);
        c23.intoArray(c, co + 2 * crs + 3 * L);
        c30.intoArray(c, co + 3 * crs);
        c31.intoArray(c, co + 3 * crs + L);
        c32.intoArray(c, co + 3 * crs + 2 * L);
        c33.intoArray(c, co + 3 * crs + 3 * L);
        c40.intoArray(c, co + 4 * crs);
        c41.intoArray(c, co + 4 * crs + L);
        c42.intoArray(c, co + 4 * crs + 2 * L);
        c43.intoArray(c, co + 4 * crs + 3 * L);
        c50.intoArray(c, co + 5 * crs);
        c51.intoArray(c, co + 5 * crs + L);
        c52.intoArray(c, co + 5 * crs + 2 * L);
        c53.intoArray(c, co + 5 * crs + 3 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, s, so + svs);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * svs);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * svs);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + svs);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * svs);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * svs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + svs);
        FloatVector c22 = FloatVector.fromArray(S, s, so + 2 * srs + 2 * svs);
        FloatVector c23 = FloatVector.fromArray(S, s, so + 2 * srs + 3 * svs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + svs);
        FloatVector c32 = FloatVector.fromArray(S, s, so + 3 * srs + 2 * svs);
        FloatVector c33 = FloatVector.fromArray(S, s, so + 3 * srs + 3 * svs);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        FloatVector c41 = FloatVector.fromArray(S, s, so + 4 * srs + svs);
        FloatVector c42 = FloatVector.fromArray(S, s, so + 4 * srs + 2 * svs);
        FloatVector c43 = FloatVector.fromArray(S, s, so + 4 * srs + 3 * svs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 8 * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 8 * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 8 * k + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 8 * k + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
            FloatVector a4 = FloatVector.broadcast(S, a[ao + 8 * k + 4]);
            c40 = a4.fma(b0, c40);
            c41 = a4.fma(b1, c41);
            c42 = a4.fma(b2, c42);
            c43 = a4.fma(b3, c43);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c12.intoArray(c, co + crs + 2 * L);
        c13.intoArray(c, co + crs + 3 * L);
        c20.intoArray(c, co + 2 * crs);
        c21.intoArray(c, co + 2 * crs + L);
        c22.intoArray(c, co + 2 * crs + 2 * L);
        c23.intoArray(c, co + 2 * crs + 3 * L);
        c30.intoArray(c, co + 3 * crs);
        c31.intoArray(c, co + 3 * crs + L);
        c32.intoArray(c, co + 3 * crs + 2 * L);
        c33.intoArray(c, co + 3 * crs + 3 * L);
        c40.intoArray(c, co + 4 * crs);
        c41.intoArray(c, co + 4 * crs + L);
        c42.intoArray(c, co + 4 * crs + 2 * L);
        c43.intoArray(c, co + 4 * crs + 3 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, s, so + svs);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * svs);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * svs);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + svs);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * svs);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * svs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + svs);
        FloatVector c22 = FloatVector.fromArray(S, s, so + 2 * srs + 2 * svs);
        FloatVector c23 = FloatVector.fromArray(S, s, so + 2 * srs + 3 * svs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + svs);
        FloatVector c32 = FloatVector.fromArray(S, s, so + 3 * srs + 2 * svs);
        FloatVector c33 = FloatVector.fromArray(S, s, so + 3 * srs + 3 * svs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 4 * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 4 * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 4 * k + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
            FloatVector a3 = FloatVector.broadcast(S, a[ao + 4 * k + 3]);
            c30 = a3.fma(b0, c30);
            c31 = a3.fma(b1, c31);
            c32 = a3.fma(b2, c32);
            c33 = a3.fma(b3, c33);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c12.intoArray(c, co + crs + 2 * L);
        c13.intoArray(c, co + crs + 3 * L);
        c20.intoArray(c, co + 2 * crs);
        c21.intoArray(c, co + 2 * crs + L);
        c22.intoArray(c, co + 2 * crs + 2 * L);
        c23.intoArray(c, co + 2 * crs + 3 * L);
        c30.intoArray(c, co + 3 * crs);
        c31.intoArray(c, co + 3 * crs + L);
        c32.intoArray(c, co + 3 * crs + 2 * L);
        c33.intoArray(c, co + 3 * crs + 3 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, s, so + svs);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * svs);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * svs);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + svs);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * svs);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * svs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + svs);
        FloatVector c22 = FloatVector.fromArray(S, s, so + 2 * srs + 2 * svs);
        FloatVector c23 = FloatVector.fromArray(S, s, so + 2 * srs + 3 * svs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 4 * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 4 * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
            FloatVector a2 = FloatVector.broadcast(S, a[ao + 4 * k + 2]);
            c20 = a2.fma(b0, c20);
            c21 = a2.fma(b1, c21);
            c22 = a2.fma(b2, c22);
            c23 = a2.fma(b3, c23);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c12.intoArray(c, co + crs + 2 * L);
        c13.intoArray(c, co + crs + 3 * L);
        c20.intoArray(c, co + 2 * crs);
        c21.intoArray(c, co + 2 * crs + L);
        c22.intoArray(c, co + 2 * crs + 2 * L);
        c23.intoArray(c, co + 2 * crs + 3 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, s, so + svs);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * svs);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * svs);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + svs);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * svs);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * svs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + 2 * k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
            FloatVector a1 = FloatVector.broadcast(S, a[ao + 2 * k + 1]);
            c10 = a1.fma(b0, c10);
            c11 = a1.fma(b1, c11);
            c12 = a1.fma(b2, c12);
            c13 = a1.fma(b3, c13);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c12.intoArray(c, co + crs + 2 * L);
        c13.intoArray(c, co + crs + 3 * L);
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
        FloatVector c01 = FloatVector.fromArray(S, s, so + svs);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * svs);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * svs);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector a0 = FloatVector.broadcast(S, a[ao + k]);
            c00 = a0.fma(b0, c00);
            c01 = a0.fma(b1, c01);
            c02 = a0.fma(b2, c02);
            c03 = a0.fma(b3, c03);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c02.intoArray(c, co + 2 * L);
        c03.intoArray(c, co + 3 * L);
    }
}
