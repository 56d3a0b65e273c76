package dev.cortado.backend.cpu.kernel.structure;

import dev.cortado.api.HostTensor;
import java.util.Arrays;

/** Moves rows of elements within arrays of any one type. */
final class Rows {

    private Rows() {}

    /** Moves n elements, which stand {@code from} apart, to places that are {@code to} apart. */
    static void move(Object x, int xi, int from, Object y, int yi, int to, int n) {
        if (from == 1 && to == 1) {
            System.arraycopy(x, xi, y, yi, n);
        } else if (x instanceof float[] floats) {
            move(floats, xi, from, (float[]) y, yi, to, n);
        } else if (x instanceof double[] doubles) {
            move(doubles, xi, from, (double[]) y, yi, to, n);
        } else if (x instanceof int[] ints) {
            move(ints, xi, from, (int[]) y, yi, to, n);
        } else if (x instanceof long[] longs) {
            move(longs, xi, from, (long[]) y, yi, to, n);
        } else {
            move((byte[]) x, xi, from, (byte[]) y, yi, to, n);
        }
    }

    private static void move(float[] x, int xi, int from, float[] y, int yi, int to, int n) {
        if (from == 0 && to == 1) {
            Arrays.fill(y, yi, yi + n, x[xi]);
            return;
        }
        for (int i = 0; i < n; i++) {
            y[yi + i * to] = x[xi + i * from];
        }
    }

    private static void move(double[] x, int xi, int from, double[] y, int yi, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i * to] = x[xi + i * from];
        }
    }

    private static void move(int[] x, int xi, int from, int[] y, int yi, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i * to] = x[xi + i * from];
        }
    }

    private static void move(long[] x, int xi, int from, long[] y, int yi, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i * to] = x[xi + i * from];
        }
    }

    private static void move(byte[] x, int xi, int from, byte[] y, int yi, int to, int n) {
        for (int i = 0; i < n; i++) {
            y[yi + i * to] = x[xi + i * from];
        }
    }

    /** Fills n elements with the one element of a tensor. */
    static void fill(HostTensor value, Object y, int yi, int n) {
        switch (value.dtype()) {
            case FLOAT32 -> Arrays.fill((float[]) y, yi, yi + n, value.floats()[0]);
            case FLOAT64 -> Arrays.fill((double[]) y, yi, yi + n, value.doubles()[0]);
            case INT32 -> Arrays.fill((int[]) y, yi, yi + n, value.ints()[0]);
            case INT64 -> Arrays.fill((long[]) y, yi, yi + n, value.longs()[0]);
            default -> Arrays.fill((byte[]) y, yi, yi + n, value.bytes()[0]);
        }
    }
}
