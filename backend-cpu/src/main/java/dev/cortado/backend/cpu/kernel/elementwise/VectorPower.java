package dev.cortado.backend.cpu.kernel.elementwise;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;
import static dev.cortado.backend.cpu.kernel.elementwise.Polynomials.*;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The passes of a power over vectors; see {@link ScalarPower}. */
final class VectorPower {

    private VectorPower() {}

    static void exponent(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector t = x.abs();
            VectorMask<Float> tiny = t.compare(VectorOperators.LT, Float.MIN_NORMAL);
            IntVector bits = t.blend(t.mul(WHOLE), tiny).reinterpretAsInts().sub(SQRT_HALF_BITS);
            IntVector exponent = bits.lanewise(VectorOperators.ASHR, 23).add(ROUNDER_BITS);
            FloatVector e = exponent.reinterpretAsFloats().sub(ROUNDER);
            e.blend(e.sub(23f), tiny).intoArray(y, yi + i);
        }
        ScalarPower.exponent(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void ratio(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector t = x.abs();
            FloatVector normal = t.blend(t.mul(WHOLE), t.compare(VectorOperators.LT, Float.MIN_NORMAL));
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
            FloatVector m = bits.and(0x7FFFFF).add(SQRT_HALF_BITS).reinterpretAsFloats();
            m.sub(1f).div(m.add(1f)).intoArray(y, yi + i);
        }
        ScalarPower.ratio(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void logRest(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector x = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector s = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector t = x.abs();
            FloatVector normal = t.blend(t.mul(WHOLE), t.compare(VectorOperators.LT, Float.MIN_NORMAL));
            IntVector bits = normal.reinterpretAsInts().sub(SQRT_HALF_BITS);
            FloatVector m = bits.and(0x7FFFFF).add(SQRT_HALF_BITS).reinterpretAsFloats();
            FloatVector d = m.add(1f);
            FloatVector dRest = m.sub(d.sub(1f));
            FloatVector minus = s.neg();
            FloatVector sRest = minus.fma(dRest, minus.fma(d, m.sub(1f))).div(d);
            FloatVector z = s.mul(s);
            FloatVector p = z.fma(all(ARTANH_3), all(ARTANH_2));
            p = p.fma(z, all(ARTANH_1));
            p = p.fma(z, all(ARTANH_0));
            FloatVector ln = s.add(s);
            FloatVector lnRest = ln.fma(p.mul(z), sRest.add(sRest));
            FloatVector rest = ln.fma(all(LOG2_E), ln.mul(LOG2_E).neg());
            rest = ln.fma(all(LOG2_E_REST), rest);
            lnRest.fma(all(LOG2_E), rest).intoArray(y, yi + i);
        }
        ScalarPower.logRest(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void log2(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector e = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector s = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector rest = FloatVector.fromArray(FLOATS, c, ci + i);
            FloatVector leading = s.add(s).mul(LOG2_E);
            FloatVector sum = e.add(leading);
            sum.add(leading.sub(sum.sub(e)).add(rest)).intoArray(y, yi + i);
        }
        ScalarPower.log2(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void log2Rest(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector e = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector s = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector rest = FloatVector.fromArray(FLOATS, c, ci + i);
            FloatVector leading = s.add(s).mul(LOG2_E);
            FloatVector sum = e.add(leading);
            FloatVector sumRest = leading.sub(sum.sub(e)).add(rest);
            FloatVector log = sum.add(sumRest);
            sum.sub(log).add(sumRest).intoArray(y, yi + i);
        }
        ScalarPower.log2Rest(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void productRest(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector factor = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector log = FloatVector.fromArray(FLOATS, b, bi + i);
            FloatVector rest = FloatVector.fromArray(FLOATS, c, ci + i);
            factor.fma(rest, factor.fma(log, factor.mul(log).neg())).intoArray(y, yi + i);
        }
        ScalarPower.productRest(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    static void exp2(float[] a, int ai, float[] b, int bi, float[] c, int ci, float[] y, int yi, int n) {
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector w = FloatVector.fromArray(FLOATS, a, ai + i);
            FloatVector wRest = FloatVector.fromArray(FLOATS, b, bi + i);
            VectorMask<Float> high = w.compare(VectorOperators.GE, EXP2_BOUND);
            VectorMask<Float> low = w.compare(VectorOperators.LE, -EXP2_BOUND);
            FloatVector v = w.blend(EXP2_BOUND, high).blend(-EXP2_BOUND, low);
            FloatVector vRest = wRest.blend(0f, high.or(low));
            FloatVector t = v.add(ROUNDER);
            FloatVector r = v.sub(t.sub(ROUNDER)).add(vRest);
            FloatVector q = r.fma(all(EXP2_5), all(EXP2_4));
            q = q.fma(r, all(EXP2_3));
            q = q.fma(r, all(EXP2_2));
            q = q.fma(r, all(EXP2_1));
            q = q.fma(r, all(EXP2_0));
            q = q.fma(r, all(1f));
            IntVector exponent = t.reinterpretAsInts().sub(ROUNDER_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector first = half.add(127).lanewise(VectorOperators.LSHL, 23);
            IntVector second = exponent.sub(half).add(127).lanewise(VectorOperators.LSHL, 23);
            q.mul(first.reinterpretAsFloats()).mul(second.reinterpretAsFloats()).intoArray(y, yi + i);
        }
        ScalarPower.exp2(a, ai + full, b, bi + full, c, ci + full, y, yi + full, n - full);
    }

    private static FloatVector all(float value) {
        return FloatVector.broadcast(FLOATS, value);
    }
}
