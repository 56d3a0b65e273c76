package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Lane-wise products of up to six packed rows and four columns; see {@link InnerKernels#dot} for the operands.
 *
 * <p>One method per number of rows, without a branch inside: every accumulator is a local variable and stays in a register.
 * A method works on one vector of each step; where vectors have fewer lanes than a step, it is called once for each.
 */
final class VectorDot {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int STEP = DotBlocks.STEP;

    private VectorDot() {}

    static void run(
            int rows, float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        for (int lane = 0; lane < STEP; lane += Lanes.COUNT) {
            int al = ao + lane;
            int bl = bo + lane;
            int sl = so + lane;
            switch (rows) {
                case 6 -> rows6(a, al, b, bl, columns, first, steps, sums, sl);
                case 5 -> rows5(a, al, b, bl, columns, first, steps, sums, sl);
                case 4 -> rows4(a, al, b, bl, columns, first, steps, sums, sl);
                case 3 -> rows3(a, al, b, bl, columns, first, steps, sums, sl);
                case 2 -> rows2(a, al, b, bl, columns, first, steps, sums, sl);
                default -> rows1(a, al, b, bl, columns, first, steps, sums, sl);
            }
        }
    }

    private static void rows6(
            float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int b0 = bo + columns[first];
        int b1 = bo + columns[first + 1];
        int b2 = bo + columns[first + 2];
        int b3 = bo + columns[first + 3];
        FloatVector c00 = FloatVector.fromArray(S, sums, so);
        FloatVector c01 = FloatVector.fromArray(S, sums, so + STEP);
        FloatVector c02 = FloatVector.fromArray(S, sums, so + 2 * STEP);
        FloatVector c03 = FloatVector.fromArray(S, sums, so + 3 * STEP);
        FloatVector c10 = FloatVector.fromArray(S, sums, so + 4 * STEP);
        FloatVector c11 = FloatVector.fromArray(S, sums, so + 5 * STEP);
        FloatVector c12 = FloatVector.fromArray(S, sums, so + 6 * STEP);
        FloatVector c13 = FloatVector.fromArray(S, sums, so + 7 * STEP);
        FloatVector c20 = FloatVector.fromArray(S, sums, so + 8 * STEP);
        FloatVector c21 = FloatVector.fromArray(S, sums, so + 9 * STEP);
        FloatVector c22 = FloatVector.fromArray(S, sums, so + 10 * STEP);
        FloatVector c23 = FloatVector.fromArray(S, sums, so + 11 * STEP);
        FloatVector c30 = FloatVector.fromArray(S, sums, so + 12 * STEP);
        FloatVector c31 = FloatVector.fromArray(S, sums, so + 13 * STEP);
        FloatVector c32 = FloatVector.fromArray(S, sums, so + 14 * STEP);
        FloatVector c33 = FloatVector.fromArray(S, sums, so + 15 * STEP);
        FloatVector c40 = FloatVector.fromArray(S, sums, so + 16 * STEP);
        FloatVector c41 = FloatVector.fromArray(S, sums, so + 17 * STEP);
        FloatVector c42 = FloatVector.fromArray(S, sums, so + 18 * STEP);
        FloatVector c43 = FloatVector.fromArray(S, sums, so + 19 * STEP);
        FloatVector c50 = FloatVector.fromArray(S, sums, so + 20 * STEP);
        FloatVector c51 = FloatVector.fromArray(S, sums, so + 21 * STEP);
        FloatVector c52 = FloatVector.fromArray(S, sums, so + 22 * STEP);
        FloatVector c53 = FloatVector.fromArray(S, sums, so + 23 * STEP);
        for (int step = 0; step < steps; step++) {
            int ai = ao + 8 * STEP * step;
            int at = STEP * step;
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector x1 = FloatVector.fromArray(S, a, ai + STEP);
            FloatVector x2 = FloatVector.fromArray(S, a, ai + 2 * STEP);
            FloatVector x3 = FloatVector.fromArray(S, a, ai + 3 * STEP);
            FloatVector x4 = FloatVector.fromArray(S, a, ai + 4 * STEP);
            FloatVector x5 = FloatVector.fromArray(S, a, ai + 5 * STEP);
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + at);
            c00 = x0.fma(y0, c00);
            c10 = x1.fma(y0, c10);
            c20 = x2.fma(y0, c20);
            c30 = x3.fma(y0, c30);
            c40 = x4.fma(y0, c40);
            c50 = x5.fma(y0, c50);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + at);
            c01 = x0.fma(y1, c01);
            c11 = x1.fma(y1, c11);
            c21 = x2.fma(y1, c21);
            c31 = x3.fma(y1, c31);
            c41 = x4.fma(y1, c41);
            c51 = x5.fma(y1, c51);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + at);
            c02 = x0.fma(y2, c02);
            c12 = x1.fma(y2, c12);
            c22 = x2.fma(y2, c22);
            c32 = x3.fma(y2, c32);
            c42 = x4.fma(y2, c42);
            c52 = x5.fma(y2, c52);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + at);
            c03 = x0.fma(y3, c03);
            c13 = x1.fma(y3, c13);
            c23 = x2.fma(y3, c23);
            c33 = x3.fma(y3, c33);
            c43 = x4.fma(y3, c43);
            c53 = x5.fma(y3, c53);
        }
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + STEP);
        c02.intoArray(sums, so + 2 * STEP);
        c03.intoArray(sums, so + 3 * STEP);
        c10.intoArray(sums, so + 4 * STEP);
        c11.intoArray(sums, so + 5 * STEP);
        c12.intoArray(sums, so + 6 * STEP);
        c13.intoArray(sums, so + 7 * STEP);
        c20.intoArray(sums, so + 8 * STEP);
        c21.intoArray(sums, so + 9 * STEP);
        c22.intoArray(sums, so + 10 * STEP);
        c23.intoArray(sums, so + 11 * STEP);
        c30.intoArray(sums, so + 12 * STEP);
        c31.intoArray(sums, so + 13 * STEP);
        c32.intoArray(sums, so + 14 * STEP);
        c33.intoArray(sums, so + 15 * STEP);
        c40.intoArray(sums, so + 16 * STEP);
        c41.intoArray(sums, so + 17 * STEP);
        c42.intoArray(sums, so + 18 * STEP);
        c43.intoArray(sums, so + 19 * STEP);
        c50.intoArray(sums, so + 20 * STEP);
        c51.intoArray(sums, so + 21 * STEP);
        c52.intoArray(sums, so + 22 * STEP);
        c53.intoArray(sums, so + 23 * STEP);
    }

    private static void rows5(
            float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int b0 = bo + columns[first];
        int b1 = bo + columns[first + 1];
        int b2 = bo + columns[first + 2];
        int b3 = bo + columns[first + 3];
        FloatVector c00 = FloatVector.fromArray(S, sums, so);
        FloatVector c01 = FloatVector.fromArray(S, sums, so + STEP);
        FloatVector c02 = FloatVector.fromArray(S, sums, so + 2 * STEP);
        FloatVector c03 = FloatVector.fromArray(S, sums, so + 3 * STEP);
        FloatVector c10 = FloatVector.fromArray(S, sums, so + 4 * STEP);
        FloatVector c11 = FloatVector.fromArray(S, sums, so + 5 * STEP);
        FloatVector c12 = FloatVector.fromArray(S, sums, so + 6 * STEP);
        FloatVector c13 = FloatVector.fromArray(S, sums, so + 7 * STEP);
        FloatVector c20 = FloatVector.fromArray(S, sums, so + 8 * STEP);
        FloatVector c21 = FloatVector.fromArray(S, sums, so + 9 * STEP);
        FloatVector c22 = FloatVector.fromArray(S, sums, so + 10 * STEP);
        FloatVector c23 = FloatVector.fromArray(S, sums, so + 11 * STEP);
        FloatVector c30 = FloatVector.fromArray(S, sums, so + 12 * STEP);
        FloatVector c31 = FloatVector.fromArray(S, sums, so + 13 * STEP);
        FloatVector c32 = FloatVector.fromArray(S, sums, so + 14 * STEP);
        FloatVector c33 = FloatVector.fromArray(S, sums, so + 15 * STEP);
        FloatVector c40 = FloatVector.fromArray(S, sums, so + 16 * STEP);
        FloatVector c41 = FloatVector.fromArray(S, sums, so + 17 * STEP);
        FloatVector c42 = FloatVector.fromArray(S, sums, so + 18 * STEP);
        FloatVector c43 = FloatVector.fromArray(S, sums, so + 19 * STEP);
        for (int step = 0; step < steps; step++) {
            int ai = ao + 8 * STEP * step;
            int at = STEP * step;
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector x1 = FloatVector.fromArray(S, a, ai + STEP);
            FloatVector x2 = FloatVector.fromArray(S, a, ai + 2 * STEP);
            FloatVector x3 = FloatVector.fromArray(S, a, ai + 3 * STEP);
            FloatVector x4 = FloatVector.fromArray(S, a, ai + 4 * STEP);
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + at);
            c00 = x0.fma(y0, c00);
            c10 = x1.fma(y0, c10);
            c20 = x2.fma(y0, c20);
            c30 = x3.fma(y0, c30);
            c40 = x4.fma(y0, c40);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + at);
            c01 = x0.fma(y1, c01);
            c11 = x1.fma(y1, c11);
            c21 = x2.fma(y1, c21);
            c31 = x3.fma(y1, c31);
            c41 = x4.fma(y1, c41);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + at);
            c02 = x0.fma(y2, c02);
            c12 = x1.fma(y2, c12);
            c22 = x2.fma(y2, c22);
            c32 = x3.fma(y2, c32);
            c42 = x4.fma(y2, c42);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + at);
            c03 = x0.fma(y3, c03);
            c13 = x1.fma(y3, c13);
            c23 = x2.fma(y3, c23);
            c33 = x3.fma(y3, c33);
            c43 = x4.fma(y3, c43);
        }
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + STEP);
        c02.intoArray(sums, so + 2 * STEP);
        c03.intoArray(sums, so + 3 * STEP);
        c10.intoArray(sums, so + 4 * STEP);
        c11.intoArray(sums, so + 5 * STEP);
        c12.intoArray(sums, so + 6 * STEP);
        c13.intoArray(sums, so + 7 * STEP);
        c20.intoArray(sums, so + 8 * STEP);
        c21.intoArray(sums, so + 9 * STEP);
        c22.intoArray(sums, so + 10 * STEP);
        c23.intoArray(sums, so + 11 * STEP);
        c30.intoArray(sums, so + 12 * STEP);
        c31.intoArray(sums, so + 13 * STEP);
        c32.intoArray(sums, so + 14 * STEP);
        c33.intoArray(sums, so + 15 * STEP);
        c40.intoArray(sums, so + 16 * STEP);
        c41.intoArray(sums, so + 17 * STEP);
        c42.intoArray(sums, so + 18 * STEP);
        c43.intoArray(sums, so + 19 * STEP);
    }

    private static void rows4(
            float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int b0 = bo + columns[first];
        int b1 = bo + columns[first + 1];
        int b2 = bo + columns[first + 2];
        int b3 = bo + columns[first + 3];
        FloatVector c00 = FloatVector.fromArray(S, sums, so);
        FloatVector c01 = FloatVector.fromArray(S, sums, so + STEP);
        FloatVector c02 = FloatVector.fromArray(S, sums, so + 2 * STEP);
        FloatVector c03 = FloatVector.fromArray(S, sums, so + 3 * STEP);
        FloatVector c10 = FloatVector.fromArray(S, sums, so + 4 * STEP);
        FloatVector c11 = FloatVector.fromArray(S, sums, so + 5 * STEP);
        FloatVector c12 = FloatVector.fromArray(S, sums, so + 6 * STEP);
        FloatVector c13 = FloatVector.fromArray(S, sums, so + 7 * STEP);
        FloatVector c20 = FloatVector.fromArray(S, sums, so + 8 * STEP);
        FloatVector c21 = FloatVector.fromArray(S, sums, so + 9 * STEP);
        FloatVector c22 = FloatVector.fromArray(S, sums, so + 10 * STEP);
        FloatVector c23 = FloatVector.fromArray(S, sums, so + 11 * STEP);
        FloatVector c30 = FloatVector.fromArray(S, sums, so + 12 * STEP);
        FloatVector c31 = FloatVector.fromArray(S, sums, so + 13 * STEP);
        FloatVector c32 = FloatVector.fromArray(S, sums, so + 14 * STEP);
        FloatVector c33 = FloatVector.fromArray(S, sums, so + 15 * STEP);
        for (int step = 0; step < steps; step++) {
            int ai = ao + 4 * STEP * step;
            int at = STEP * step;
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector x1 = FloatVector.fromArray(S, a, ai + STEP);
            FloatVector x2 = FloatVector.fromArray(S, a, ai + 2 * STEP);
            FloatVector x3 = FloatVector.fromArray(S, a, ai + 3 * STEP);
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + at);
            c00 = x0.fma(y0, c00);
            c10 = x1.fma(y0, c10);
            c20 = x2.fma(y0, c20);
            c30 = x3.fma(y0, c30);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + at);
            c01 = x0.fma(y1, c01);
            c11 = x1.fma(y1, c11);
            c21 = x2.fma(y1, c21);
            c31 = x3.fma(y1, c31);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + at);
            c02 = x0.fma(y2, c02);
            c12 = x1.fma(y2, c12);
            c22 = x2.fma(y2, c22);
            c32 = x3.fma(y2, c32);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + at);
            c03 = x0.fma(y3, c03);
            c13 = x1.fma(y3, c13);
            c23 = x2.fma(y3, c23);
            c33 = x3.fma(y3, c33);
        }
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + STEP);
        c02.intoArray(sums, so + 2 * STEP);
        c03.intoArray(sums, so + 3 * STEP);
        c10.intoArray(sums, so + 4 * STEP);
        c11.intoArray(sums, so + 5 * STEP);
        c12.intoArray(sums, so + 6 * STEP);
        c13.intoArray(sums, so + 7 * STEP);
        c20.intoArray(sums, so + 8 * STEP);
        c21.intoArray(sums, so + 9 * STEP);
        c22.intoArray(sums, so + 10 * STEP);
        c23.intoArray(sums, so + 11 * STEP);
        c30.intoArray(sums, so + 12 * STEP);
        c31.intoArray(sums, so + 13 * STEP);
        c32.intoArray(sums, so + 14 * STEP);
        c33.intoArray(sums, so + 15 * STEP);
    }

    private static void rows3(
            float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int b0 = bo + columns[first];
        int b1 = bo + columns[first + 1];
        int b2 = bo + columns[first + 2];
        int b3 = bo + columns[first + 3];
        FloatVector c00 = FloatVector.fromArray(S, sums, so);
        FloatVector c01 = FloatVector.fromArray(S, sums, so + STEP);
        FloatVector c02 = FloatVector.fromArray(S, sums, so + 2 * STEP);
        FloatVector c03 = FloatVector.fromArray(S, sums, so + 3 * STEP);
        FloatVector c10 = FloatVector.fromArray(S, sums, so + 4 * STEP);
        FloatVector c11 = FloatVector.fromArray(S, sums, so + 5 * STEP);
        FloatVector c12 = FloatVector.fromArray(S, sums, so + 6 * STEP);
        FloatVector c13 = FloatVector.fromArray(S, sums, so + 7 * STEP);
        FloatVector c20 = FloatVector.fromArray(S, sums, so + 8 * STEP);
        FloatVector c21 = FloatVector.fromArray(S, sums, so + 9 * STEP);
        FloatVector c22 = FloatVector.fromArray(S, sums, so + 10 * STEP);
        FloatVector c23 = FloatVector.fromArray(S, sums, so + 11 * STEP);
        for (int step = 0; step < steps; step++) {
            int ai = ao + 4 * STEP * step;
            int at = STEP * step;
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector x1 = FloatVector.fromArray(S, a, ai + STEP);
            FloatVector x2 = FloatVector.fromArray(S, a, ai + 2 * STEP);
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + at);
            c00 = x0.fma(y0, c00);
            c10 = x1.fma(y0, c10);
            c20 = x2.fma(y0, c20);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + at);
            c01 = x0.fma(y1, c01);
            c11 = x1.fma(y1, c11);
            c21 = x2.fma(y1, c21);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + at);
            c02 = x0.fma(y2, c02);
            c12 = x1.fma(y2, c12);
            c22 = x2.fma(y2, c22);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + at);
            c03 = x0.fma(y3, c03);
            c13 = x1.fma(y3, c13);
            c23 = x2.fma(y3, c23);
        }
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + STEP);
        c02.intoArray(sums, so + 2 * STEP);
        c03.intoArray(sums, so + 3 * STEP);
        c10.intoArray(sums, so + 4 * STEP);
        c11.intoArray(sums, so + 5 * STEP);
        c12.intoArray(sums, so + 6 * STEP);
        c13.intoArray(sums, so + 7 * STEP);
        c20.intoArray(sums, so + 8 * STEP);
        c21.intoArray(sums, so + 9 * STEP);
        c22.intoArray(sums, so + 10 * STEP);
        c23.intoArray(sums, so + 11 * STEP);
    }

    private static void rows2(
            float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int b0 = bo + columns[first];
        int b1 = bo + columns[first + 1];
        int b2 = bo + columns[first + 2];
        int b3 = bo + columns[first + 3];
        FloatVector c00 = FloatVector.fromArray(S, sums, so);
        FloatVector c01 = FloatVector.fromArray(S, sums, so + STEP);
        FloatVector c02 = FloatVector.fromArray(S, sums, so + 2 * STEP);
        FloatVector c03 = FloatVector.fromArray(S, sums, so + 3 * STEP);
        FloatVector c10 = FloatVector.fromArray(S, sums, so + 4 * STEP);
        FloatVector c11 = FloatVector.fromArray(S, sums, so + 5 * STEP);
        FloatVector c12 = FloatVector.fromArray(S, sums, so + 6 * STEP);
        FloatVector c13 = FloatVector.fromArray(S, sums, so + 7 * STEP);
        for (int step = 0; step < steps; step++) {
            int ai = ao + 2 * STEP * step;
            int at = STEP * step;
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector x1 = FloatVector.fromArray(S, a, ai + STEP);
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + at);
            c00 = x0.fma(y0, c00);
            c10 = x1.fma(y0, c10);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + at);
            c01 = x0.fma(y1, c01);
            c11 = x1.fma(y1, c11);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + at);
            c02 = x0.fma(y2, c02);
            c12 = x1.fma(y2, c12);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + at);
            c03 = x0.fma(y3, c03);
            c13 = x1.fma(y3, c13);
        }
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + STEP);
        c02.intoArray(sums, so + 2 * STEP);
        c03.intoArray(sums, so + 3 * STEP);
        c10.intoArray(sums, so + 4 * STEP);
        c11.intoArray(sums, so + 5 * STEP);
        c12.intoArray(sums, so + 6 * STEP);
        c13.intoArray(sums, so + 7 * STEP);
    }

    private static void rows1(
            float[] a, int ao, float[] b, int bo, int[] columns, int first, int steps, float[] sums, int so) {
        int b0 = bo + columns[first];
        int b1 = bo + columns[first + 1];
        int b2 = bo + columns[first + 2];
        int b3 = bo + columns[first + 3];
        FloatVector c00 = FloatVector.fromArray(S, sums, so);
        FloatVector c01 = FloatVector.fromArray(S, sums, so + STEP);
        FloatVector c02 = FloatVector.fromArray(S, sums, so + 2 * STEP);
        FloatVector c03 = FloatVector.fromArray(S, sums, so + 3 * STEP);
        for (int step = 0; step < steps; step++) {
            int ai = ao + STEP * step;
            int at = STEP * step;
            FloatVector x0 = FloatVector.fromArray(S, a, ai);
            FloatVector y0 = FloatVector.fromArray(S, b, b0 + at);
            c00 = x0.fma(y0, c00);
            FloatVector y1 = FloatVector.fromArray(S, b, b1 + at);
            c01 = x0.fma(y1, c01);
            FloatVector y2 = FloatVector.fromArray(S, b, b2 + at);
            c02 = x0.fma(y2, c02);
            FloatVector y3 = FloatVector.fromArray(S, b, b3 + at);
            c03 = x0.fma(y3, c03);
        }
        c00.intoArray(sums, so);
        c01.intoArray(sums, so + STEP);
        c02.intoArray(sums, so + 2 * STEP);
        c03.intoArray(sums, so + 3 * STEP);
    }
}
