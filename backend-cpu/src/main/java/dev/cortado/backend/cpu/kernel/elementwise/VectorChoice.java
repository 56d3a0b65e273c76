package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Loops over vectors that compare and choose, truth being 1 and falsehood 0. */
final class VectorChoice {

    private VectorChoice() {}

    static void equal(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            zero.blend(one, va.compare(VectorOperators.EQ, vb)).intoArray(y, yi + i);
        }
        ScalarChoice.equal(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void notEqual(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            one.blend(zero, va.compare(VectorOperators.EQ, vb)).intoArray(y, yi + i);
        }
        ScalarChoice.notEqual(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void less(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            zero.blend(one, va.compare(VectorOperators.LT, vb)).intoArray(y, yi + i);
        }
        ScalarChoice.less(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void lessEqual(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            zero.blend(one, va.compare(VectorOperators.LE, vb)).intoArray(y, yi + i);
        }
        ScalarChoice.lessEqual(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void greater(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            zero.blend(one, va.compare(VectorOperators.GT, vb)).intoArray(y, yi + i);
        }
        ScalarChoice.greater(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void greaterEqual(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            zero.blend(one, va.compare(VectorOperators.GE, vb)).intoArray(y, yi + i);
        }
        ScalarChoice.greaterEqual(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void not(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            one.sub(va).intoArray(y, yi + i);
        }
        ScalarChoice.not(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void isNotZero(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        FloatVector one = FloatVector.broadcast(FLOATS, 1f);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            one.blend(zero, va.compare(VectorOperators.EQ, zero)).intoArray(y, yi + i);
        }
        ScalarChoice.isNotZero(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void select(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector vc = FloatVector.fromArray(FLOATS, c, ci + i);
            vb.blend(vc, va.compare(VectorOperators.EQ, zero)).intoArray(y, yi + i);
        }
        ScalarChoice.select(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void relu(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            va.blend(zero, va.compare(VectorOperators.LE, zero)).intoArray(y, yi + i);
        }
        ScalarChoice.relu(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void leakyRelu(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.mul(vb).blend(va, va.compare(VectorOperators.GT, zero)).intoArray(y, yi + i);
        }
        ScalarChoice.leakyRelu(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void reluGradient(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            zero.blend(vb, va.compare(VectorOperators.GT, zero)).intoArray(y, yi + i);
        }
        ScalarChoice.reluGradient(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void leakyReluGradient(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        FloatVector zero = FloatVector.zero(FLOATS);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector vc = FloatVector.fromArray(FLOATS, c, ci + i);
            vb.mul(vc).blend(vb, va.compare(VectorOperators.GT, zero)).intoArray(y, yi + i);
        }
        ScalarChoice.leakyReluGradient(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }
}
