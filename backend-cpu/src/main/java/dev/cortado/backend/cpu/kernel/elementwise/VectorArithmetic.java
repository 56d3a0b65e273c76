package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.elementwise.Polynomials.WHOLE;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** Loops of arithmetic over vectors; each a method of its own, so that the JIT compiles it without a branch. */
final class VectorArithmetic {

    private VectorArithmetic() {}

    static void negate(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            va.neg().intoArray(y, yi + i);
        }
        ScalarArithmetic.negate(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void abs(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            va.abs().intoArray(y, yi + i);
        }
        ScalarArithmetic.abs(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void sign(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector r = va.blend(1f, va.compare(VectorOperators.GT, 0f));
            r.blend(-1f, va.compare(VectorOperators.LT, 0f)).intoArray(y, yi + i);
        }
        ScalarArithmetic.sign(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void sqrt(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            va.sqrt().intoArray(y, yi + i);
        }
        ScalarArithmetic.sqrt(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void floor(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector t = va.abs();
            FloatVector whole = t.add(WHOLE).sub(WHOLE);
            FloatVector magnitude = t.blend(whole, t.compare(VectorOperators.LT, WHOLE));
            IntVector sign = va.reinterpretAsInts().and(Integer.MIN_VALUE);
            FloatVector r = magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats();
            r.blend(r.sub(1f), r.compare(VectorOperators.GT, va)).intoArray(y, yi + i);
        }
        ScalarArithmetic.floor(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void round(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector t = va.abs();
            FloatVector whole = t.add(WHOLE).sub(WHOLE);
            FloatVector magnitude = t.blend(whole, t.compare(VectorOperators.LT, WHOLE));
            IntVector sign = va.reinterpretAsInts().and(Integer.MIN_VALUE);
            magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yi + i);
        }
        ScalarArithmetic.round(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void add(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.add(vb).intoArray(y, yi + i);
        }
        ScalarArithmetic.add(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void subtract(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.sub(vb).intoArray(y, yi + i);
        }
        ScalarArithmetic.subtract(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void multiply(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.mul(vb).intoArray(y, yi + i);
        }
        ScalarArithmetic.multiply(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void divide(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.div(vb).intoArray(y, yi + i);
        }
        ScalarArithmetic.divide(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void maximum(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.max(vb).intoArray(y, yi + i);
        }
        ScalarArithmetic.maximum(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void minimum(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector va = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector vb = FloatVector.fromArray(FLOATS, b, bi + i);
            va.min(vb).intoArray(y, yi + i);
        }
        ScalarArithmetic.minimum(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }
}
