package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of a few rows and a packed panel; see {@link InnerKernels#rows} for the operands.
 *
 * <p>Without a branch inside: every accumulator is a local variable and stays in a register. All distances inside of the loop are
 * constants, and four steps share the counting, since on many processors integer units share the ports of the multiply-adds.
 */
final class VectorRowProducts {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;
    private static final int P = InnerKernels.ROW_PITCH;

    private VectorRowProducts() {}

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
            float[] c,
            int co,
            int[] places,
            int st,
            int ct) {
        if (rows == 8 && vectors == 2) {
            eightByTwo(a, ao, b, bo, depth, s, so, c, co, places, st, ct);
        } else if (rows == 8) {
            eightByOne(a, ao, b, bo, depth, s, so, c, co, places, st, ct);
        } else if (vectors == 2) {
            fourByTwo(a, ao, b, bo, depth, s, so, c, co, places, st, ct);
        } else {
            fourByOne(a, ao, b, bo, depth, s, so, c, co, places, st, ct);
        }
    }

    private static void eightByTwo(
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
        int s0 = so + places[st + 0];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        FloatVector c01 = FloatVector.fromArray(S, s, s0 + L);
        int s1 = so + places[st + 1];
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        FloatVector c11 = FloatVector.fromArray(S, s, s1 + L);
        int s2 = so + places[st + 2];
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        FloatVector c21 = FloatVector.fromArray(S, s, s2 + L);
        int s3 = so + places[st + 3];
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        FloatVector c31 = FloatVector.fromArray(S, s, s3 + L);
        int s4 = so + places[st + 4];
        FloatVector c40 = FloatVector.fromArray(S, s, s4);
        FloatVector c41 = FloatVector.fromArray(S, s, s4 + L);
        int s5 = so + places[st + 5];
        FloatVector c50 = FloatVector.fromArray(S, s, s5);
        FloatVector c51 = FloatVector.fromArray(S, s, s5 + L);
        int s6 = so + places[st + 6];
        FloatVector c60 = FloatVector.fromArray(S, s, s6);
        FloatVector c61 = FloatVector.fromArray(S, s, s6 + L);
        int s7 = so + places[st + 7];
        FloatVector c70 = FloatVector.fromArray(S, s, s7);
        FloatVector c71 = FloatVector.fromArray(S, s, s7 + L);
        int end = bo + 2 * L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 6 * L; bi += 8 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector b01 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            c01 = x00.fma(b01, c01);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x01.fma(b00, c10);
            c11 = x01.fma(b01, c11);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x02.fma(b00, c20);
            c21 = x02.fma(b01, c21);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x03.fma(b00, c30);
            c31 = x03.fma(b01, c31);
            FloatVector x04 = FloatVector.broadcast(S, a[ai + 4 * P]);
            c40 = x04.fma(b00, c40);
            c41 = x04.fma(b01, c41);
            FloatVector x05 = FloatVector.broadcast(S, a[ai + 5 * P]);
            c50 = x05.fma(b00, c50);
            c51 = x05.fma(b01, c51);
            FloatVector x06 = FloatVector.broadcast(S, a[ai + 6 * P]);
            c60 = x06.fma(b00, c60);
            c61 = x06.fma(b01, c61);
            FloatVector x07 = FloatVector.broadcast(S, a[ai + 7 * P]);
            c70 = x07.fma(b00, c70);
            c71 = x07.fma(b01, c71);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b11 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + 1]);
            c00 = x10.fma(b10, c00);
            c01 = x10.fma(b11, c01);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + 1 + P]);
            c10 = x11.fma(b10, c10);
            c11 = x11.fma(b11, c11);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + 1 + 2 * P]);
            c20 = x12.fma(b10, c20);
            c21 = x12.fma(b11, c21);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + 1 + 3 * P]);
            c30 = x13.fma(b10, c30);
            c31 = x13.fma(b11, c31);
            FloatVector x14 = FloatVector.broadcast(S, a[ai + 1 + 4 * P]);
            c40 = x14.fma(b10, c40);
            c41 = x14.fma(b11, c41);
            FloatVector x15 = FloatVector.broadcast(S, a[ai + 1 + 5 * P]);
            c50 = x15.fma(b10, c50);
            c51 = x15.fma(b11, c51);
            FloatVector x16 = FloatVector.broadcast(S, a[ai + 1 + 6 * P]);
            c60 = x16.fma(b10, c60);
            c61 = x16.fma(b11, c61);
            FloatVector x17 = FloatVector.broadcast(S, a[ai + 1 + 7 * P]);
            c70 = x17.fma(b10, c70);
            c71 = x17.fma(b11, c71);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 4 * L);
            FloatVector b21 = FloatVector.fromArray(S, b, bi + 5 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2]);
            c00 = x20.fma(b20, c00);
            c01 = x20.fma(b21, c01);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 + P]);
            c10 = x21.fma(b20, c10);
            c11 = x21.fma(b21, c11);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 + 2 * P]);
            c20 = x22.fma(b20, c20);
            c21 = x22.fma(b21, c21);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 + 3 * P]);
            c30 = x23.fma(b20, c30);
            c31 = x23.fma(b21, c31);
            FloatVector x24 = FloatVector.broadcast(S, a[ai + 2 + 4 * P]);
            c40 = x24.fma(b20, c40);
            c41 = x24.fma(b21, c41);
            FloatVector x25 = FloatVector.broadcast(S, a[ai + 2 + 5 * P]);
            c50 = x25.fma(b20, c50);
            c51 = x25.fma(b21, c51);
            FloatVector x26 = FloatVector.broadcast(S, a[ai + 2 + 6 * P]);
            c60 = x26.fma(b20, c60);
            c61 = x26.fma(b21, c61);
            FloatVector x27 = FloatVector.broadcast(S, a[ai + 2 + 7 * P]);
            c70 = x27.fma(b20, c70);
            c71 = x27.fma(b21, c71);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 6 * L);
            FloatVector b31 = FloatVector.fromArray(S, b, bi + 7 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3]);
            c00 = x30.fma(b30, c00);
            c01 = x30.fma(b31, c01);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 + P]);
            c10 = x31.fma(b30, c10);
            c11 = x31.fma(b31, c11);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 + 2 * P]);
            c20 = x32.fma(b30, c20);
            c21 = x32.fma(b31, c21);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 + 3 * P]);
            c30 = x33.fma(b30, c30);
            c31 = x33.fma(b31, c31);
            FloatVector x34 = FloatVector.broadcast(S, a[ai + 3 + 4 * P]);
            c40 = x34.fma(b30, c40);
            c41 = x34.fma(b31, c41);
            FloatVector x35 = FloatVector.broadcast(S, a[ai + 3 + 5 * P]);
            c50 = x35.fma(b30, c50);
            c51 = x35.fma(b31, c51);
            FloatVector x36 = FloatVector.broadcast(S, a[ai + 3 + 6 * P]);
            c60 = x36.fma(b30, c60);
            c61 = x36.fma(b31, c61);
            FloatVector x37 = FloatVector.broadcast(S, a[ai + 3 + 7 * P]);
            c70 = x37.fma(b30, c70);
            c71 = x37.fma(b31, c71);
            ai += 4;
        }
        for (; bi < end; bi += 2 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[ai + 4 * P]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[ai + 5 * P]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            FloatVector x6 = FloatVector.broadcast(S, a[ai + 6 * P]);
            c60 = x6.fma(b0, c60);
            c61 = x6.fma(b1, c61);
            FloatVector x7 = FloatVector.broadcast(S, a[ai + 7 * P]);
            c70 = x7.fma(b0, c70);
            c71 = x7.fma(b1, c71);
            ai++;
        }
        int d0 = co + places[ct + 0];
        c00.intoArray(c, d0);
        c01.intoArray(c, d0 + L);
        int d1 = co + places[ct + 1];
        c10.intoArray(c, d1);
        c11.intoArray(c, d1 + L);
        int d2 = co + places[ct + 2];
        c20.intoArray(c, d2);
        c21.intoArray(c, d2 + L);
        int d3 = co + places[ct + 3];
        c30.intoArray(c, d3);
        c31.intoArray(c, d3 + L);
        int d4 = co + places[ct + 4];
        c40.intoArray(c, d4);
        c41.intoArray(c, d4 + L);
        int d5 = co + places[ct + 5];
        c50.intoArray(c, d5);
        c51.intoArray(c, d5 + L);
        int d6 = co + places[ct + 6];
        c60.intoArray(c, d6);
        c61.intoArray(c, d6 + L);
        int d7 = co + places[ct + 7];
        c70.intoArray(c, d7);
        c71.intoArray(c, d7 + L);
    }

    private static void eightByOne(
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
        int s0 = so + places[st + 0];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        int s1 = so + places[st + 1];
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        int s2 = so + places[st + 2];
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        int s3 = so + places[st + 3];
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        int s4 = so + places[st + 4];
        FloatVector c40 = FloatVector.fromArray(S, s, s4);
        int s5 = so + places[st + 5];
        FloatVector c50 = FloatVector.fromArray(S, s, s5);
        int s6 = so + places[st + 6];
        FloatVector c60 = FloatVector.fromArray(S, s, s6);
        int s7 = so + places[st + 7];
        FloatVector c70 = FloatVector.fromArray(S, s, s7);
        int end = bo + L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 3 * L; bi += 4 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x01.fma(b00, c10);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x02.fma(b00, c20);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x03.fma(b00, c30);
            FloatVector x04 = FloatVector.broadcast(S, a[ai + 4 * P]);
            c40 = x04.fma(b00, c40);
            FloatVector x05 = FloatVector.broadcast(S, a[ai + 5 * P]);
            c50 = x05.fma(b00, c50);
            FloatVector x06 = FloatVector.broadcast(S, a[ai + 6 * P]);
            c60 = x06.fma(b00, c60);
            FloatVector x07 = FloatVector.broadcast(S, a[ai + 7 * P]);
            c70 = x07.fma(b00, c70);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + 1]);
            c00 = x10.fma(b10, c00);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + 1 + P]);
            c10 = x11.fma(b10, c10);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + 1 + 2 * P]);
            c20 = x12.fma(b10, c20);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + 1 + 3 * P]);
            c30 = x13.fma(b10, c30);
            FloatVector x14 = FloatVector.broadcast(S, a[ai + 1 + 4 * P]);
            c40 = x14.fma(b10, c40);
            FloatVector x15 = FloatVector.broadcast(S, a[ai + 1 + 5 * P]);
            c50 = x15.fma(b10, c50);
            FloatVector x16 = FloatVector.broadcast(S, a[ai + 1 + 6 * P]);
            c60 = x16.fma(b10, c60);
            FloatVector x17 = FloatVector.broadcast(S, a[ai + 1 + 7 * P]);
            c70 = x17.fma(b10, c70);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2]);
            c00 = x20.fma(b20, c00);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 + P]);
            c10 = x21.fma(b20, c10);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 + 2 * P]);
            c20 = x22.fma(b20, c20);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 + 3 * P]);
            c30 = x23.fma(b20, c30);
            FloatVector x24 = FloatVector.broadcast(S, a[ai + 2 + 4 * P]);
            c40 = x24.fma(b20, c40);
            FloatVector x25 = FloatVector.broadcast(S, a[ai + 2 + 5 * P]);
            c50 = x25.fma(b20, c50);
            FloatVector x26 = FloatVector.broadcast(S, a[ai + 2 + 6 * P]);
            c60 = x26.fma(b20, c60);
            FloatVector x27 = FloatVector.broadcast(S, a[ai + 2 + 7 * P]);
            c70 = x27.fma(b20, c70);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3]);
            c00 = x30.fma(b30, c00);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 + P]);
            c10 = x31.fma(b30, c10);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 + 2 * P]);
            c20 = x32.fma(b30, c20);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 + 3 * P]);
            c30 = x33.fma(b30, c30);
            FloatVector x34 = FloatVector.broadcast(S, a[ai + 3 + 4 * P]);
            c40 = x34.fma(b30, c40);
            FloatVector x35 = FloatVector.broadcast(S, a[ai + 3 + 5 * P]);
            c50 = x35.fma(b30, c50);
            FloatVector x36 = FloatVector.broadcast(S, a[ai + 3 + 6 * P]);
            c60 = x36.fma(b30, c60);
            FloatVector x37 = FloatVector.broadcast(S, a[ai + 3 + 7 * P]);
            c70 = x37.fma(b30, c70);
            ai += 4;
        }
        for (; bi < end; bi += L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[ai + 4 * P]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[ai + 5 * P]);
            c50 = x5.fma(b0, c50);
            FloatVector x6 = FloatVector.broadcast(S, a[ai + 6 * P]);
            c60 = x6.fma(b0, c60);
            FloatVector x7 = FloatVector.broadcast(S, a[ai + 7 * P]);
            c70 = x7.fma(b0, c70);
            ai++;
        }
        int d0 = co + places[ct + 0];
        c00.intoArray(c, d0);
        int d1 = co + places[ct + 1];
        c10.intoArray(c, d1);
        int d2 = co + places[ct + 2];
        c20.intoArray(c, d2);
        int d3 = co + places[ct + 3];
        c30.intoArray(c, d3);
        int d4 = co + places[ct + 4];
        c40.intoArray(c, d4);
        int d5 = co + places[ct + 5];
        c50.intoArray(c, d5);
        int d6 = co + places[ct + 6];
        c60.intoArray(c, d6);
        int d7 = co + places[ct + 7];
        c70.intoArray(c, d7);
    }

    private static void fourByTwo(
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
        int s0 = so + places[st + 0];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        FloatVector c01 = FloatVector.fromArray(S, s, s0 + L);
        int s1 = so + places[st + 1];
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        FloatVector c11 = FloatVector.fromArray(S, s, s1 + L);
        int s2 = so + places[st + 2];
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        FloatVector c21 = FloatVector.fromArray(S, s, s2 + L);
        int s3 = so + places[st + 3];
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        FloatVector c31 = FloatVector.fromArray(S, s, s3 + L);
        int end = bo + 2 * L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 6 * L; bi += 8 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector b01 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            c01 = x00.fma(b01, c01);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x01.fma(b00, c10);
            c11 = x01.fma(b01, c11);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x02.fma(b00, c20);
            c21 = x02.fma(b01, c21);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x03.fma(b00, c30);
            c31 = x03.fma(b01, c31);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b11 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + 1]);
            c00 = x10.fma(b10, c00);
            c01 = x10.fma(b11, c01);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + 1 + P]);
            c10 = x11.fma(b10, c10);
            c11 = x11.fma(b11, c11);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + 1 + 2 * P]);
            c20 = x12.fma(b10, c20);
            c21 = x12.fma(b11, c21);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + 1 + 3 * P]);
            c30 = x13.fma(b10, c30);
            c31 = x13.fma(b11, c31);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 4 * L);
            FloatVector b21 = FloatVector.fromArray(S, b, bi + 5 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2]);
            c00 = x20.fma(b20, c00);
            c01 = x20.fma(b21, c01);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 + P]);
            c10 = x21.fma(b20, c10);
            c11 = x21.fma(b21, c11);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 + 2 * P]);
            c20 = x22.fma(b20, c20);
            c21 = x22.fma(b21, c21);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 + 3 * P]);
            c30 = x23.fma(b20, c30);
            c31 = x23.fma(b21, c31);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 6 * L);
            FloatVector b31 = FloatVector.fromArray(S, b, bi + 7 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3]);
            c00 = x30.fma(b30, c00);
            c01 = x30.fma(b31, c01);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 + P]);
            c10 = x31.fma(b30, c10);
            c11 = x31.fma(b31, c11);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 + 2 * P]);
            c20 = x32.fma(b30, c20);
            c21 = x32.fma(b31, c21);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 + 3 * P]);
            c30 = x33.fma(b30, c30);
            c31 = x33.fma(b31, c31);
            ai += 4;
        }
        for (; bi < end; bi += 2 * L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            ai++;
        }
        int d0 = co + places[ct + 0];
        c00.intoArray(c, d0);
        c01.intoArray(c, d0 + L);
        int d1 = co + places[ct + 1];
        c10.intoArray(c, d1);
        c11.intoArray(c, d1 + L);
        int d2 = co + places[ct + 2];
        c20.intoArray(c, d2);
        c21.intoArray(c, d2 + L);
        int d3 = co + places[ct + 3];
        c30.intoArray(c, d3);
        c31.intoArray(c, d3 + L);
    }

    private static void fourByOne(
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
        int s0 = so + places[st + 0];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        int s1 = so + places[st + 1];
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        int s2 = so + places[st + 2];
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        int s3 = so + places[st + 3];
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        int end = bo + L * depth;
        int ai = ao;
        int bi = bo;
        for (; bi < end - 3 * L; bi += 4 * L) {
            FloatVector b00 = FloatVector.fromArray(S, b, bi);
            FloatVector x00 = FloatVector.broadcast(S, a[ai]);
            c00 = x00.fma(b00, c00);
            FloatVector x01 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x01.fma(b00, c10);
            FloatVector x02 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x02.fma(b00, c20);
            FloatVector x03 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x03.fma(b00, c30);
            FloatVector b10 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x10 = FloatVector.broadcast(S, a[ai + 1]);
            c00 = x10.fma(b10, c00);
            FloatVector x11 = FloatVector.broadcast(S, a[ai + 1 + P]);
            c10 = x11.fma(b10, c10);
            FloatVector x12 = FloatVector.broadcast(S, a[ai + 1 + 2 * P]);
            c20 = x12.fma(b10, c20);
            FloatVector x13 = FloatVector.broadcast(S, a[ai + 1 + 3 * P]);
            c30 = x13.fma(b10, c30);
            FloatVector b20 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector x20 = FloatVector.broadcast(S, a[ai + 2]);
            c00 = x20.fma(b20, c00);
            FloatVector x21 = FloatVector.broadcast(S, a[ai + 2 + P]);
            c10 = x21.fma(b20, c10);
            FloatVector x22 = FloatVector.broadcast(S, a[ai + 2 + 2 * P]);
            c20 = x22.fma(b20, c20);
            FloatVector x23 = FloatVector.broadcast(S, a[ai + 2 + 3 * P]);
            c30 = x23.fma(b20, c30);
            FloatVector b30 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x30 = FloatVector.broadcast(S, a[ai + 3]);
            c00 = x30.fma(b30, c00);
            FloatVector x31 = FloatVector.broadcast(S, a[ai + 3 + P]);
            c10 = x31.fma(b30, c10);
            FloatVector x32 = FloatVector.broadcast(S, a[ai + 3 + 2 * P]);
            c20 = x32.fma(b30, c20);
            FloatVector x33 = FloatVector.broadcast(S, a[ai + 3 + 3 * P]);
            c30 = x33.fma(b30, c30);
            ai += 4;
        }
        for (; bi < end; bi += L) {
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector x0 = FloatVector.broadcast(S, a[ai]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[ai + P]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[ai + 2 * P]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[ai + 3 * P]);
            c30 = x3.fma(b0, c30);
            ai++;
        }
        int d0 = co + places[ct + 0];
        c00.intoArray(c, d0);
        int d1 = co + places[ct + 1];
        c10.intoArray(c, d1);
        int d2 = co + places[ct + 2];
        c20.intoArray(c, d2);
        int d3 = co + places[ct + 3];
        c30.intoArray(c, d3);
    }
}
