package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.elementwise.Polynomials.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * Loops of transcendental functions over vectors, made of additions, multiplications and fused multiply-adds alone.
 *
 * <p>The Vector API's own functions are not used: their bits change when the JIT replaces them. Each loop is one method:
 * the JIT does not always put a method that takes or returns vectors into its caller, and then every vector becomes an
 * object. None is longer than the JIT compiles in one piece; longer functions are computed in several passes.
 */
final class VectorTranscendental {

    private VectorTranscendental() {}

    static void exp(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector bounded = x.blend(EXP_HIGH, x.compare(VectorOperators.GT, EXP_HIGH));
            bounded = bounded.blend(EXP_LOW, bounded.compare(VectorOperators.LT, EXP_LOW));
            FloatVector t = bounded.fma(all(LOG2_E), all(ROUNDER));
            FloatVector whole = t.sub(ROUNDER);
            FloatVector r = whole.fma(all(-LN_2), bounded);
            r = whole.fma(all(-LN_2_REST), r);
            FloatVector p = r.fma(all(EXP_5), all(EXP_4));
            p = p.fma(r, all(EXP_3));
            p = p.fma(r, all(EXP_2));
            p = p.fma(r, all(EXP_1));
            p = p.fma(r, all(EXP_0));
            p = p.fma(r.mul(r), r).add(1f);
            IntVector exponent = t.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector first = half.add(127).lanewise(VectorOperators.LSHL, 23);
            IntVector second = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
            p.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats()).intoArray(y, yi + i);
        }
        ScalarTranscendental.exp(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void mantissa(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector normal = x.blend(x.mul(WHOLE), x.compare(VectorOperators.LT, Float.MIN_NORMAL));
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
            FloatVector m = bits.and(0x7FFFFF).add(SQRT_HALF_BITS).reinterpretAsFloats();
            m.sub(1f).intoArray(y, yi + i);
        }
        ScalarTranscendental.mantissa(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void log(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector f = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector e = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector s = f.div(f.add(2f));
            FloatVector z = s.mul(s);
            FloatVector p = z.fma(all(LOG_3), all(LOG_2));
            p = p.fma(z, all(LOG_1));
            p = p.fma(z, all(LOG_0));
            FloatVector half = f.mul(f).mul(0.5f);
            FloatVector rest = s.fma(p.fma(z, half), e.mul(LN_2_SHORT_REST));
            e.mul(LN_2_SHORT).sub(half.sub(rest).sub(f)).intoArray(y, yi + i);
        }
        ScalarTranscendental.log(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void completeLog(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector log = FloatVector.fromArray(FLOATS, b, bi + i);
            log = log.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
            log = log.blend(Float.NaN, x.compare(VectorOperators.LT, 0f));
            x.blend(log, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY)).intoArray(y, yi + i);
        }
        ScalarTranscendental.completeLog(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void sigmoid(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector exponential = FloatVector.fromArray(FLOATS, a, ai + i);
            all(1f).div(exponential.add(1f)).intoArray(y, yi + i);
        }
        ScalarTranscendental.sigmoid(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void twiceMagnitude(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            x.add(x).abs().intoArray(y, yi + i);
        }
        ScalarTranscendental.twiceMagnitude(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void tanh(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector exponential = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector t = x.abs();
            FloatVector z = t.mul(t);
            FloatVector p = z.fma(all(TANH_4), all(TANH_3));
            p = p.fma(z, all(TANH_2));
            p = p.fma(z, all(TANH_1));
            p = p.fma(z, all(TANH_0));
            FloatVector small = p.mul(z).fma(t, t);
            FloatVector large = all(1f).sub(all(2f).div(exponential.add(1f)));
            FloatVector magnitude = large.blend(small, t.compare(VectorOperators.LT, TANH_SMALL));
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yi + i);
        }
        ScalarTranscendental.tanh(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void erfExponent(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector t = x.abs();
            FloatVector u = t.blend(ERF_ONE, t.compare(VectorOperators.GT, ERF_ONE));
            FloatVector q = u.fma(all(ERFC_5), all(ERFC_4));
            q = q.fma(u, all(ERFC_3));
            q = q.fma(u, all(ERFC_2));
            q = q.fma(u, all(ERFC_1));
            q = q.fma(u, all(ERFC_0));
            q.fma(u, u).neg().intoArray(y, yi + i);
        }
        ScalarTranscendental.erfExponent(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void erf(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector exponential = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector t = x.abs();
            FloatVector z = t.mul(t);
            FloatVector p = z.fma(all(ERF_5), all(ERF_4));
            p = p.fma(z, all(ERF_3));
            p = p.fma(z, all(ERF_2));
            p = p.fma(z, all(ERF_1));
            p = p.fma(z, all(ERF_0));
            FloatVector small = p.fma(t, t);
            FloatVector large = all(1f).sub(exponential);
            FloatVector magnitude = large.blend(small, t.compare(VectorOperators.LT, ERF_SMALL));
            IntVector sign = x.reinterpretAsInts().and(Integer.MIN_VALUE);
            magnitude.reinterpretAsInts().or(sign).reinterpretAsFloats().intoArray(y, yi + i);
        }
        ScalarTranscendental.erf(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }
}
