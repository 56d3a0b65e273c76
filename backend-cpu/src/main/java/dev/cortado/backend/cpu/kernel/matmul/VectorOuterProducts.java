package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums of outer products for a few rows; see {@link InnerKernels#outer} for the operands.
 *
 * <p>Built as {@link VectorRowProducts} is.
 */
final class VectorOuterProducts {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int G = InnerKernels.GROUP;

    private VectorOuterProducts() {}

    static void run(
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
        if (rows == 8 && vectors == 2) {
            eightByTwo(a, ao, b, bo, depth, s, so, srs, c, co, crs);
        } else if (rows == 8) {
            eightByOne(a, ao, b, bo, depth, s, so, srs, c, co, crs);
        } else if (vectors == 2) {
            fourByTwo(a, ao, b, bo, depth, s, so, srs, c, co, crs);
        } else {
            fourByOne(a, ao, b, bo, depth, s, so, srs, c, co, crs);
        }
    }

    private static void eightByTwo(
            float[] a, int ao, float[] b, int bo, int depth, float[] s, int so, int srs, float[] c, int co, int crs) {
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
        FloatVector c60 = FloatVector.fromArray(S, s, so + 6 * srs);
        FloatVector c61 = FloatVector.fromArray(S, s, so + 6 * srs + L);
        FloatVector c70 = FloatVector.fromArray(S, s, so + 7 * srs);
        FloatVector c71 = FloatVector.fromArray(S, s, so + 7 * srs + L);
        int end = bo + 2 * L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 6 * L; bi += 8 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector b01 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            c01 = x00.fma(b01, c01);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x01.fma(b00, c10);
            c11 = x01.fma(b01, c11);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x02.fma(b00, c20);
            c21 = x02.fma(b01, c21);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x03.fma(b00, c30);
            c31 = x03.fma(b01, c31);
            FloatVector x04 = FloatVector.broadcast(S, a[ai + 4]);
            c40 = x04.fma(b00, c40);
            c41 = x04.fma(b01, c41);
            FloatVector x05 = FloatVector.broadcast(S, a[ai + 5]);
            c50 = x05.fma(b00, c50);
            c51 = x05.fma(b01, c51);
            FloatVector x06 = FloatVector.broadcast(S, a[ai + 6]);
            c60 = x06.fma(b00, c60);
            c61 = x06.fma(b01, c61);
            FloatVector x07 = FloatVector.broadcast(S, a[ai + 7]);
            c70 = x07.fma(b00, c70);
            c71 = x07.fma(b01, c71);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b11 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + G]);
            c00 = x10.fma(b10, c00);
            c01 = x10.fma(b11, c01);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + G + 1]);
            c10 = x11.fma(b10, c10);
            c11 = x11.fma(b11, c11);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + G + 2]);
            c20 = x12.fma(b10, c20);
            c21 = x12.fma(b11, c21);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + G + 3]);
            c30 = x13.fma(b10, c30);
            c31 = x13.fma(b11, c31);
            FloatVector x14 = FloatVector.broadcast(S, a[ai + G + 4]);
            c40 = x14.fma(b10, c40);
            c41 = x14.fma(b11, c41);
            FloatVector x15 = FloatVector.broadcast(S, a[ai + G + 5]);
            c50 = x15.fma(b10, c50);
            c51 = x15.fma(b11, c51);
            FloatVector x16 = FloatVector.broadcast(S, a[ai + G + 6]);
            c60 = x16.fma(b10, c60);
            c61 = x16.fma(b11, c61);
            FloatVector x17 = FloatVector.broadcast(S, a[ai + G + 7]);
            c70 = x17.fma(b10, c70);
            c71 = x17.fma(b11, c71);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 4 * L);
            FloatVector b21 = FloatVector.fromArray(S, b, bi + 5 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2 * G]);
            c00 = x20.fma(b20, c00);
            c01 = x20.fma(b21, c01);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 * G + 1]);
            c10 = x21.fma(b20, c10);
            c11 = x21.fma(b21, c11);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 * G + 2]);
            c20 = x22.fma(b20, c20);
            c21 = x22.fma(b21, c21);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 * G + 3]);
            c30 = x23.fma(b20, c30);
            c31 = x23.fma(b21, c31);
            FloatVector x24 = FloatVector.broadcast(S, a[ai + 2 * G + 4]);
            c40 = x24.fma(b20, c40);
            c41 = x24.fma(b21, c41);
            FloatVector x25 = FloatVector.broadcast(S, a[ai + 2 * G + 5]);
            c50 = x25.fma(b20, c50);
            c51 = x25.fma(b21, c51);
            FloatVector x26 = FloatVector.broadcast(S, a[ai + 2 * G + 6]);
            c60 = x26.fma(b20, c60);
            c61 = x26.fma(b21, c61);
            FloatVector x27 = FloatVector.broadcast(S, a[ai + 2 * G + 7]);
            c70 = x27.fma(b20, c70);
            c71 = x27.fma(b21, c71);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 6 * L);
            FloatVector b31 = FloatVector.fromArray(S, b, bi + 7 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3 * G]);
            c00 = x30.fma(b30, c00);
            c01 = x30.fma(b31, c01);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 * G + 1]);
            c10 = x31.fma(b30, c10);
            c11 = x31.fma(b31, c11);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 * G + 2]);
            c20 = x32.fma(b30, c20);
            c21 = x32.fma(b31, c21);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 * G + 3]);
            c30 = x33.fma(b30, c30);
            c31 = x33.fma(b31, c31);
            FloatVector x34 = FloatVector.broadcast(S, a[ai + 3 * G + 4]);
            c40 = x34.fma(b30, c40);
            c41 = x34.fma(b31, c41);
            FloatVector x35 = FloatVector.broadcast(S, a[ai + 3 * G + 5]);
            c50 = x35.fma(b30, c50);
            c51 = x35.fma(b31, c51);
            FloatVector x36 = FloatVector.broadcast(S, a[ai + 3 * G + 6]);
            c60 = x36.fma(b30, c60);
            c61 = x36.fma(b31, c61);
            FloatVector x37 = FloatVector.broadcast(S, a[ai + 3 * G + 7]);
            c70 = x37.fma(b30, c70);
            c71 = x37.fma(b31, c71);
            ai += 4 * G;
        }
        for (; bi < end; bi += 2 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[ai + 4]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[ai + 5]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(S, a[ai + 6]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(S, a[ai + 7]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            ai += G;
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
        c60.intoArray(c, co + 6 * crs);
        c61.intoArray(c, co + 6 * crs + L);
        c70.intoArray(c, co + 7 * crs);
        c71.intoArray(c, co + 7 * crs + L);
    }

    private static void eightByOne(
            float[] a, int ao, float[] b, int bo, int depth, float[] s, int so, int srs, float[] c, int co, int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c40 = FloatVector.fromArray(S, s, so + 4 * srs);
        FloatVector c50 = FloatVector.fromArray(S, s, so + 5 * srs);
        FloatVector c60 = FloatVector.fromArray(S, s, so + 6 * srs);
        FloatVector c70 = FloatVector.fromArray(S, s, so + 7 * srs);
        int end = bo + L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 3 * L; bi += 4 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x01.fma(b00, c10);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x02.fma(b00, c20);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x03.fma(b00, c30);
            FloatVector x04 = FloatVector.broadcast(S, a[ai + 4]);
            c40 = x04.fma(b00, c40);
            FloatVector x05 = FloatVector.broadcast(S, a[ai + 5]);
            c50 = x05.fma(b00, c50);
            FloatVector x06 = FloatVector.broadcast(S, a[ai + 6]);
            c60 = x06.fma(b00, c60);
            FloatVector x07 = FloatVector.broadcast(S, a[ai + 7]);
            c70 = x07.fma(b00, c70);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + G]);
            c00 = x10.fma(b10, c00);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + G + 1]);
            c10 = x11.fma(b10, c10);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + G + 2]);
            c20 = x12.fma(b10, c20);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + G + 3]);
            c30 = x13.fma(b10, c30);
            FloatVector x14 = FloatVector.broadcast(S, a[ai + G + 4]);
            c40 = x14.fma(b10, c40);
            FloatVector x15 = FloatVector.broadcast(S, a[ai + G + 5]);
            c50 = x15.fma(b10, c50);
            FloatVector x16 = FloatVector.broadcast(S, a[ai + G + 6]);
            c60 = x16.fma(b10, c60);
            FloatVector x17 = FloatVector.broadcast(S, a[ai + G + 7]);
            c70 = x17.fma(b10, c70);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2 * G]);
            c00 = x20.fma(b20, c00);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 * G + 1]);
            c10 = x21.fma(b20, c10);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 * G + 2]);
            c20 = x22.fma(b20, c20);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 * G + 3]);
            c30 = x23.fma(b20, c30);
            FloatVector x24 = FloatVector.broadcast(S, a[ai + 2 * G + 4]);
            c40 = x24.fma(b20, c40);
            FloatVector x25 = FloatVector.broadcast(S, a[ai + 2 * G + 5]);
            c50 = x25.fma(b20, c50);
            FloatVector x26 = FloatVector.broadcast(S, a[ai + 2 * G + 6]);
            c60 = x26.fma(b20, c60);
            FloatVector x27 = FloatVector.broadcast(S, a[ai + 2 * G + 7]);
            c70 = x27.fma(b20, c70);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3 * G]);
            c00 = x30.fma(b30, c00);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 * G + 1]);
            c10 = x31.fma(b30, c10);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 * G + 2]);
            c20 = x32.fma(b30, c20);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 * G + 3]);
            c30 = x33.fma(b30, c30);
            FloatVector x34 = FloatVector.broadcast(S, a[ai + 3 * G + 4]);
            c40 = x34.fma(b30, c40);
            FloatVector x35 = FloatVector.broadcast(S, a[ai + 3 * G + 5]);
            c50 = x35.fma(b30, c50);
            FloatVector x36 = FloatVector.broadcast(S, a[ai + 3 * G + 6]);
            c60 = x36.fma(b30, c60);
            FloatVector x37 = FloatVector.broadcast(S, a[ai + 3 * G + 7]);
            c70 = x37.fma(b30, c70);
            ai += 4 * G;
        }
        for (; bi < end; bi += L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[ai + 4]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[ai + 5]);
            c50 = x5.fma(b0, c50);
            FloatVector x6 = FloatVector.broadcast(S, a[ai + 6]);
            c60 = x6.fma(b0, c60);
            FloatVector x7 = FloatVector.broadcast(S, a[ai + 7]);
            c70 = x7.fma(b0, c70);
            ai += G;
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
        c40.intoArray(c, co + 4 * crs);
        c50.intoArray(c, co + 5 * crs);
        c60.intoArray(c, co + 6 * crs);
        c70.intoArray(c, co + 7 * crs);
    }

    private static void fourByTwo(
            float[] a, int ao, float[] b, int bo, int depth, float[] s, int so, int srs, float[] c, int co, int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c01 = FloatVector.fromArray(S, s, so + L);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c11 = FloatVector.fromArray(S, s, so + srs + L);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c21 = FloatVector.fromArray(S, s, so + 2 * srs + L);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        FloatVector c31 = FloatVector.fromArray(S, s, so + 3 * srs + L);
        int end = bo + 2 * L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 6 * L; bi += 8 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector b01 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            c01 = x00.fma(b01, c01);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x01.fma(b00, c10);
            c11 = x01.fma(b01, c11);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x02.fma(b00, c20);
            c21 = x02.fma(b01, c21);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x03.fma(b00, c30);
            c31 = x03.fma(b01, c31);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b11 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + G]);
            c00 = x10.fma(b10, c00);
            c01 = x10.fma(b11, c01);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + G + 1]);
            c10 = x11.fma(b10, c10);
            c11 = x11.fma(b11, c11);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + G + 2]);
            c20 = x12.fma(b10, c20);
            c21 = x12.fma(b11, c21);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + G + 3]);
            c30 = x13.fma(b10, c30);
            c31 = x13.fma(b11, c31);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 4 * L);
            FloatVector b21 = FloatVector.fromArray(S, b, bi + 5 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2 * G]);
            c00 = x20.fma(b20, c00);
            c01 = x20.fma(b21, c01);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 * G + 1]);
            c10 = x21.fma(b20, c10);
            c11 = x21.fma(b21, c11);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 * G + 2]);
            c20 = x22.fma(b20, c20);
            c21 = x22.fma(b21, c21);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 * G + 3]);
            c30 = x23.fma(b20, c30);
            c31 = x23.fma(b21, c31);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 6 * L);
            FloatVector b31 = FloatVector.fromArray(S, b, bi + 7 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3 * G]);
            c00 = x30.fma(b30, c00);
            c01 = x30.fma(b31, c01);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 * G + 1]);
            c10 = x31.fma(b30, c10);
            c11 = x31.fma(b31, c11);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 * G + 2]);
            c20 = x32.fma(b30, c20);
            c21 = x32.fma(b31, c21);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 * G + 3]);
            c30 = x33.fma(b30, c30);
            c31 = x33.fma(b31, c31);
            ai += 4 * G;
        }
        for (; bi < end; bi += 2 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            ai += G;
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
            float[] a, int ao, float[] b, int bo, int depth, float[] s, int so, int srs, float[] c, int co, int crs) {
        FloatVector c00 = FloatVector.fromArray(S, s, so);
        FloatVector c10 = FloatVector.fromArray(S, s, so + srs);
        FloatVector c20 = FloatVector.fromArray(S, s, so + 2 * srs);
        FloatVector c30 = FloatVector.fromArray(S, s, so + 3 * srs);
        int end = bo + L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 3 * L; bi += 4 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x01.fma(b00, c10);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x02.fma(b00, c20);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x03.fma(b00, c30);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + G]);
            c00 = x10.fma(b10, c00);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + G + 1]);
            c10 = x11.fma(b10, c10);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + G + 2]);
            c20 = x12.fma(b10, c20);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + G + 3]);
            c30 = x13.fma(b10, c30);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2 * G]);
            c00 = x20.fma(b20, c00);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 * G + 1]);
            c10 = x21.fma(b20, c10);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 * G + 2]);
            c20 = x22.fma(b20, c20);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 * G + 3]);
            c30 = x23.fma(b20, c30);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3 * G]);
            c00 = x30.fma(b30, c00);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 * G + 1]);
            c10 = x31.fma(b30, c10);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 * G + 2]);
            c20 = x32.fma(b30, c20);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 * G + 3]);
            c30 = x33.fma(b30, c30);
            ai += 4 * G;
        }
        for (; bi < end; bi += L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + 1]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3]);
            c30 = x3.fma(b0, c30);
            ai += G;
        }
        c00.intoArray(c, co);
        c10.intoArray(c, co + crs);
        c20.intoArray(c, co + 2 * crs);
        c30.intoArray(c, co + 3 * crs);
    }
}
