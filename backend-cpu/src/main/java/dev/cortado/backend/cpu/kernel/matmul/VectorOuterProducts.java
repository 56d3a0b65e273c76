package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of outer products for six or four rows; see {@link InnerKernels#outer} for the operands.
 *
 * <p>Without a branch inside: every accumulator is a local variable and stays in a register.
 */
final class VectorOuterProducts {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorOuterProducts() {}

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
            float[] c,
            int co,
            int crs) {
        if (rows == 6) {
            switch (vectors) {
                case 4 -> sixByFour(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, c, co, crs);
                case 2 -> sixByTwo(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, c, co, crs);
                default -> sixByOne(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, c, co, crs);
            }
        } else {
            switch (vectors) {
                case 4 -> fourByFour(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, c, co, crs);
                case 2 -> fourByTwo(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, c, co, crs);
                default -> fourByOne(a, ao, b, bo, rowOffsets, first, depth, s, so, srs, c, co, crs);
            }
        }
    }

    private static void sixByFour(
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
            float[] c,
            int co,
            int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c01 = FloatVector.fromArray(S, s, so + L);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + L);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + L);
        FloatVector c22 = FloatVector.fromArray(S, s, so + 2 * srs + 2 * L);
        FloatVector c23 = FloatVector.fromArray(S, s, so + 2 * srs + 3 * L);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + L);
        FloatVector c32 = FloatVector.fromArray(S, s, so + 3 * srs + 2 * L);
        FloatVector c33 = FloatVector.fromArray(S, s, so + 3 * srs + 3 * L);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        FloatVector c41 = FloatVector.fromArray(S, s, so + 4 * srs + L);
        FloatVector c42 = FloatVector.fromArray(S, s, so + 4 * srs + 2 * L);
        FloatVector c43 = FloatVector.fromArray(S, s, so + 4 * srs + 3 * L);
        FloatVector c50 = FloatVector.fromArray(S, s, so + 5 * srs);
        FloatVector c51 = FloatVector.fromArray(S, s, so + 5 * srs + L);
        FloatVector c52 = FloatVector.fromArray(S, s, so + 5 * srs + 2 * L);
        FloatVector c53 = FloatVector.fromArray(S, s, so + 5 * srs + 3 * L);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao + 16 * k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 16 * k + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 16 * k + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 16 * k + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            FloatVector x4 = FloatVector.broadcast(S, a[ao + 16 * k + 4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            c43 = x4.fma(b3, c43);
            FloatVector x5 = FloatVector.broadcast(S, a[ao + 16 * k + 5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            c53 = x5.fma(b3, c53);
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

    private static void sixByTwo(
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
            float[] c,
            int co,
            int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c01 = FloatVector.fromArray(S, s, so + L);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + L);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + L);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + L);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        FloatVector c41 = FloatVector.fromArray(S, s, so + 4 * srs + L);
        FloatVector c50 = FloatVector.fromArray(S, s, so + 5 * srs);
        FloatVector c51 = FloatVector.fromArray(S, s, so + 5 * srs + L);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao + 16 * k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 16 * k + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 16 * k + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 16 * k + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[ao + 16 * k + 4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[ao + 16 * k + 5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c20.intoArray(c, co + 2 * crs);
        c21.intoArray(c, co + 2 * crs + L);
        c30.intoArray(c, co + 3 * crs);
        c31.intoArray(c, co + 3 * crs + L);
        c40.intoArray(c, co + 4 * crs);
        c41.intoArray(c, co + 4 * crs + L);
        c50.intoArray(c, co + 5 * crs);
        c51.intoArray(c, co + 5 * crs + L);
    }

    private static void sixByOne(
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
            FloatVector x0 = FloatVector.broadcast(S, a[ao + 16 * k]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 16 * k + 1]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 16 * k + 2]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 16 * k + 3]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[ao + 16 * k + 4]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[ao + 16 * k + 5]);
            c50 = x5.fma(b0, c50);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
        c40.intoArray(c, co + 4 * crs);
        c50.intoArray(c, co + 5 * crs);
    }

    private static void fourByFour(
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
            float[] c,
            int co,
            int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c01 = FloatVector.fromArray(S, s, so + L);
        FloatVector c02 = FloatVector.fromArray(S, s, so + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, s, so + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + L);
        FloatVector c12 = FloatVector.fromArray(S, s, so + srs + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, s, so + srs + 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + L);
        FloatVector c22 = FloatVector.fromArray(S, s, so + 2 * srs + 2 * L);
        FloatVector c23 = FloatVector.fromArray(S, s, so + 2 * srs + 3 * L);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + L);
        FloatVector c32 = FloatVector.fromArray(S, s, so + 3 * srs + 2 * L);
        FloatVector c33 = FloatVector.fromArray(S, s, so + 3 * srs + 3 * L);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao + 16 * k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 16 * k + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 16 * k + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 16 * k + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
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

    private static void fourByTwo(
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
            float[] c,
            int co,
            int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c01 = FloatVector.fromArray(S, s, so + L);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + L);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + L);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + L);
        for (int k = 0; k < depth; k++) {
            int bi = bo + rowOffsets[first + k];
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ao + 16 * k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 16 * k + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 16 * k + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 16 * k + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
        }
        c00.intoArray(c, co);
        c01.intoArray(c, co + L);
        c10.intoArray(c, co + crs);
        c11.intoArray(c, co + crs + L);
        c20.intoArray(c, co + 2 * crs);
        c21.intoArray(c, co + 2 * crs + L);
        c30.intoArray(c, co + 3 * crs);
        c31.intoArray(c, co + 3 * crs + L);
    }

    private static void fourByOne(
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
            FloatVector x0 = FloatVector.broadcast(S, a[ao + 16 * k]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ao + 16 * k + 1]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ao + 16 * k + 2]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ao + 16 * k + 3]);
            c30 = x3.fma(b0, c30);
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
    }
}
