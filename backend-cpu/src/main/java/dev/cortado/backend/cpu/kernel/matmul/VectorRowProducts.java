package dev.cortado.backend.cpu.kernel.matmul;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of six rows that lie apart and a packed panel; see {@link InnerKernels#rows} for the operands.
 *
 * <p>Without a branch inside: every accumulator is a local variable and stays in a register.
 */
final class VectorRowProducts {

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorRowProducts() {}

    static void run(
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
            int at,
            int st,
            int ct) {
        switch (vectors) {
            case 4 -> four(a, ao, b, bo, depth, s, so, c, co, places, at, st, ct);
            case 2 -> two(a, ao, b, bo, depth, s, so, c, co, places, at, st, ct);
            default -> one(a, ao, b, bo, depth, s, so, c, co, places, at, st, ct);
        }
    }

    private static void four(
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
            int at,
            int st,
            int ct) {
        int a0 = ao + places[at + 0];
        int a1 = ao + places[at + 1];
        int a2 = ao + places[at + 2];
        int a3 = ao + places[at + 3];
        int a4 = ao + places[at + 4];
        int a5 = ao + places[at + 5];
        int s0 = so + places[st + 0];
        int s1 = so + places[st + 1];
        int s2 = so + places[st + 2];
        int s3 = so + places[st + 3];
        int s4 = so + places[st + 4];
        int s5 = so + places[st + 5];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        FloatVector c01 = FloatVector.fromArray(S, s, s0 + L);
        FloatVector c02 = FloatVector.fromArray(S, s, s0 + 2 * L);
        FloatVector c03 = FloatVector.fromArray(S, s, s0 + 3 * L);
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        FloatVector c11 = FloatVector.fromArray(S, s, s1 + L);
        FloatVector c12 = FloatVector.fromArray(S, s, s1 + 2 * L);
        FloatVector c13 = FloatVector.fromArray(S, s, s1 + 3 * L);
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        FloatVector c21 = FloatVector.fromArray(S, s, s2 + L);
        FloatVector c22 = FloatVector.fromArray(S, s, s2 + 2 * L);
        FloatVector c23 = FloatVector.fromArray(S, s, s2 + 3 * L);
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        FloatVector c31 = FloatVector.fromArray(S, s, s3 + L);
        FloatVector c32 = FloatVector.fromArray(S, s, s3 + 2 * L);
        FloatVector c33 = FloatVector.fromArray(S, s, s3 + 3 * L);
        FloatVector c40 = FloatVector.fromArray(S, s, s4);
        FloatVector c41 = FloatVector.fromArray(S, s, s4 + L);
        FloatVector c42 = FloatVector.fromArray(S, s, s4 + 2 * L);
        FloatVector c43 = FloatVector.fromArray(S, s, s4 + 3 * L);
        FloatVector c50 = FloatVector.fromArray(S, s, s5);
        FloatVector c51 = FloatVector.fromArray(S, s, s5 + L);
        FloatVector c52 = FloatVector.fromArray(S, s, s5 + 2 * L);
        FloatVector c53 = FloatVector.fromArray(S, s, s5 + 3 * L);
        for (int k = 0; k < depth; k++) {
            int bi = bo + 4 * L * k;
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector b2 = FloatVector.fromArray(S, b, bi + 2 * L);
            FloatVector b3 = FloatVector.fromArray(S, b, bi + 3 * L);
            FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            c02 = x0.fma(b2, c02);
            c03 = x0.fma(b3, c03);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            c12 = x1.fma(b2, c12);
            c13 = x1.fma(b3, c13);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            c22 = x2.fma(b2, c22);
            c23 = x2.fma(b3, c23);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            c32 = x3.fma(b2, c32);
            c33 = x3.fma(b3, c33);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            c42 = x4.fma(b2, c42);
            c43 = x4.fma(b3, c43);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
            c52 = x5.fma(b2, c52);
            c53 = x5.fma(b3, c53);
        }
        int d0 = co + places[ct + 0];
        c00.intoArray(c, d0);
        c01.intoArray(c, d0 + L);
        c02.intoArray(c, d0 + 2 * L);
        c03.intoArray(c, d0 + 3 * L);
        int d1 = co + places[ct + 1];
        c10.intoArray(c, d1);
        c11.intoArray(c, d1 + L);
        c12.intoArray(c, d1 + 2 * L);
        c13.intoArray(c, d1 + 3 * L);
        int d2 = co + places[ct + 2];
        c20.intoArray(c, d2);
        c21.intoArray(c, d2 + L);
        c22.intoArray(c, d2 + 2 * L);
        c23.intoArray(c, d2 + 3 * L);
        int d3 = co + places[ct + 3];
        c30.intoArray(c, d3);
        c31.intoArray(c, d3 + L);
        c32.intoArray(c, d3 + 2 * L);
        c33.intoArray(c, d3 + 3 * L);
        int d4 = co + places[ct + 4];
        c40.intoArray(c, d4);
        c41.intoArray(c, d4 + L);
        c42.intoArray(c, d4 + 2 * L);
        c43.intoArray(c, d4 + 3 * L);
        int d5 = co + places[ct + 5];
        c50.intoArray(c, d5);
        c51.intoArray(c, d5 + L);
        c52.intoArray(c, d5 + 2 * L);
        c53.intoArray(c, d5 + 3 * L);
    }

    private static void two(
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
            int at,
            int st,
            int ct) {
        int a0 = ao + places[at + 0];
        int a1 = ao + places[at + 1];
        int a2 = ao + places[at + 2];
        int a3 = ao + places[at + 3];
        int a4 = ao + places[at + 4];
        int a5 = ao + places[at + 5];
        int s0 = so + places[st + 0];
        int s1 = so + places[st + 1];
        int s2 = so + places[st + 2];
        int s3 = so + places[st + 3];
        int s4 = so + places[st + 4];
        int s5 = so + places[st + 5];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        FloatVector c01 = FloatVector.fromArray(S, s, s0 + L);
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        FloatVector c11 = FloatVector.fromArray(S, s, s1 + L);
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        FloatVector c21 = FloatVector.fromArray(S, s, s2 + L);
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        FloatVector c31 = FloatVector.fromArray(S, s, s3 + L);
        FloatVector c40 = FloatVector.fromArray(S, s, s4);
        FloatVector c41 = FloatVector.fromArray(S, s, s4 + L);
        FloatVector c50 = FloatVector.fromArray(S, s, s5);
        FloatVector c51 = FloatVector.fromArray(S, s, s5 + L);
        for (int k = 0; k < depth; k++) {
            int bi = bo + 2 * L * k;
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector b1 = FloatVector.fromArray(S, b, bi + L);
            FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            c01 = x0.fma(b1, c01);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = x1.fma(b0, c10);
            c11 = x1.fma(b1, c11);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = x2.fma(b0, c20);
            c21 = x2.fma(b1, c21);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            c31 = x3.fma(b1, c31);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = x4.fma(b0, c40);
            c41 = x4.fma(b1, c41);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = x5.fma(b0, c50);
            c51 = x5.fma(b1, c51);
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
    }

    private static void one(
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
            int at,
            int st,
            int ct) {
        int a0 = ao + places[at + 0];
        int a1 = ao + places[at + 1];
        int a2 = ao + places[at + 2];
        int a3 = ao + places[at + 3];
        int a4 = ao + places[at + 4];
        int a5 = ao + places[at + 5];
        int s0 = so + places[st + 0];
        int s1 = so + places[st + 1];
        int s2 = so + places[st + 2];
        int s3 = so + places[st + 3];
        int s4 = so + places[st + 4];
        int s5 = so + places[st + 5];
        FloatVector c00 = FloatVector.fromArray(S, s, s0);
        FloatVector c10 = FloatVector.fromArray(S, s, s1);
        FloatVector c20 = FloatVector.fromArray(S, s, s2);
        FloatVector c30 = FloatVector.fromArray(S, s, s3);
        FloatVector c40 = FloatVector.fromArray(S, s, s4);
        FloatVector c50 = FloatVector.fromArray(S, s, s5);
        for (int k = 0; k < depth; k++) {
            int bi = bo + L * k;
            FloatVector b0 = FloatVector.fromArray(S, b, bi);
            FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
            c00 = x0.fma(b0, c00);
            FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
            c10 = x1.fma(b0, c10);
            FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
            c20 = x2.fma(b0, c20);
            FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
            c30 = x3.fma(b0, c30);
            FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
            c40 = x4.fma(b0, c40);
            FloatVector x5 = FloatVector.broadcast(S, a[a5 + k]);
            c50 = x5.fma(b0, c50);
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
    }
}
