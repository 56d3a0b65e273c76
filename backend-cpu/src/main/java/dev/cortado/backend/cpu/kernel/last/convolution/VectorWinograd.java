package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.backend.cpu.kernel.Lanes;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The transforms of Winograd's F(4, 3) in vectors. */
final class VectorWinograd extends WinogradLoops {

    static final WinogradLoops INSTANCE = new VectorWinograd();

    private static final VectorSpecies<Float> S = Lanes.FLOATS;
    private static final int L = Lanes.COUNT;

    private VectorWinograd() {}

    @Override
    void input(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i += L) {
            FloatVector d0 = FloatVector.fromArray(S, from, at + i);
            FloatVector d1 = FloatVector.fromArray(S, from, at + step + i);
            FloatVector d2 = FloatVector.fromArray(S, from, at + 2 * step + i);
            FloatVector d3 = FloatVector.fromArray(S, from, at + 3 * step + i);
            FloatVector d4 = FloatVector.fromArray(S, from, at + 4 * step + i);
            FloatVector d5 = FloatVector.fromArray(S, from, at + 5 * step + i);
            FloatVector minusFive = FloatVector.broadcast(S, -5f);
            FloatVector minusFour = FloatVector.broadcast(S, -4f);
            FloatVector four = FloatVector.broadcast(S, 4f);
            FloatVector even = minusFour.fma(d2, d4);
            FloatVector odd = minusFour.fma(d1, d3);
            FloatVector near = d4.sub(d2);
            FloatVector far = d3.sub(d1);
            FloatVector twice = far.add(far);
            four.fma(d0, minusFive.fma(d2, d4)).intoArray(to, out + i);
            even.add(odd).intoArray(to, out + pitch + i);
            even.sub(odd).intoArray(to, out + 2 * pitch + i);
            near.add(twice).intoArray(to, out + 3 * pitch + i);
            near.sub(twice).intoArray(to, out + 4 * pitch + i);
            four.fma(d1, minusFive.fma(d3, d5)).intoArray(to, out + 5 * pitch + i);
        }
    }

    @Override
    void weights(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i += L) {
            FloatVector w0 = FloatVector.fromArray(S, from, at + i);
            FloatVector w1 = FloatVector.fromArray(S, from, at + step + i);
            FloatVector w2 = FloatVector.fromArray(S, from, at + 2 * step + i);
            FloatVector ends = w0.add(w2);
            FloatVector steep = FloatVector.broadcast(S, 4f).fma(w2, w0);
            FloatVector twice = w1.add(w1);
            FloatVector sixth = FloatVector.broadcast(S, ScalarWinograd.MINUS_SIXTH);
            FloatVector small = FloatVector.broadcast(S, ScalarWinograd.TWENTY_FOURTH);
            w0.mul(FloatVector.broadcast(S, 0.25f)).intoArray(to, out + i);
            ends.add(w1).mul(sixth).intoArray(to, out + pitch + i);
            ends.sub(w1).mul(sixth).intoArray(to, out + 2 * pitch + i);
            steep.add(twice).mul(small).intoArray(to, out + 3 * pitch + i);
            steep.sub(twice).mul(small).intoArray(to, out + 4 * pitch + i);
            w2.intoArray(to, out + 5 * pitch + i);
        }
    }

    @Override
    void output(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i += L) {
            FloatVector m0 = FloatVector.fromArray(S, from, at + i);
            FloatVector m1 = FloatVector.fromArray(S, from, at + step + i);
            FloatVector m2 = FloatVector.fromArray(S, from, at + 2 * step + i);
            FloatVector m3 = FloatVector.fromArray(S, from, at + 3 * step + i);
            FloatVector m4 = FloatVector.fromArray(S, from, at + 4 * step + i);
            FloatVector m5 = FloatVector.fromArray(S, from, at + 5 * step + i);
            FloatVector nearSum = m1.add(m2);
            FloatVector nearDifference = m1.sub(m2);
            FloatVector farSum = m3.add(m4);
            FloatVector farDifference = m3.sub(m4);
            FloatVector two = FloatVector.broadcast(S, 2f);
            FloatVector four = FloatVector.broadcast(S, 4f);
            FloatVector eight = FloatVector.broadcast(S, 8f);
            m0.add(nearSum).add(farSum).intoArray(to, out + i);
            two.fma(farDifference, nearDifference).intoArray(to, out + pitch + i);
            four.fma(farSum, nearSum).intoArray(to, out + 2 * pitch + i);
            eight.fma(farDifference, nearDifference).add(m5).intoArray(to, out + 3 * pitch + i);
        }
    }

    @Override
    void outputGradient(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i += L) {
            FloatVector y0 = FloatVector.fromArray(S, from, at + i);
            FloatVector y1 = FloatVector.fromArray(S, from, at + step + i);
            FloatVector y2 = FloatVector.fromArray(S, from, at + 2 * step + i);
            FloatVector y3 = FloatVector.fromArray(S, from, at + 3 * step + i);
            FloatVector four = FloatVector.broadcast(S, 4f);
            FloatVector even = y0.add(y2);
            FloatVector odd = y1.add(y3);
            FloatVector farEven = four.fma(y2, y0);
            FloatVector farOdd = four.fma(y3, y1);
            FloatVector twice = farOdd.add(farOdd);
            y0.intoArray(to, out + i);
            even.add(odd).intoArray(to, out + pitch + i);
            even.sub(odd).intoArray(to, out + 2 * pitch + i);
            farEven.add(twice).intoArray(to, out + 3 * pitch + i);
            farEven.sub(twice).intoArray(to, out + 4 * pitch + i);
            y3.intoArray(to, out + 5 * pitch + i);
        }
    }

    @Override
    void weightGradient(float[] from, int at, int step, float[] to, int out, int pitch, int lanes) {
        for (int i = 0; i < lanes; i += L) {
            FloatVector m0 = FloatVector.fromArray(S, from, at + i);
            FloatVector m1 = FloatVector.fromArray(S, from, at + step + i);
            FloatVector m2 = FloatVector.fromArray(S, from, at + 2 * step + i);
            FloatVector m3 = FloatVector.fromArray(S, from, at + 3 * step + i);
            FloatVector m4 = FloatVector.fromArray(S, from, at + 4 * step + i);
            FloatVector m5 = FloatVector.fromArray(S, from, at + 5 * step + i);
            FloatVector sixth = FloatVector.broadcast(S, ScalarWinograd.MINUS_SIXTH);
            FloatVector twelfth = FloatVector.broadcast(S, ScalarWinograd.TWELFTH);
            FloatVector small = FloatVector.broadcast(S, ScalarWinograd.TWENTY_FOURTH);
            FloatVector nearSum = m1.add(m2);
            FloatVector nearDifference = m1.sub(m2);
            FloatVector farSum = m3.add(m4);
            FloatVector farDifference = m3.sub(m4);
            FloatVector first = sixth.fma(nearSum, m0.mul(FloatVector.broadcast(S, 0.25f)));
            small.fma(farSum, first).intoArray(to, out + i);
            twelfth.fma(farDifference, nearDifference.mul(sixth)).intoArray(to, out + pitch + i);
            sixth.fma(nearSum.sub(farSum), m5).intoArray(to, out + 2 * pitch + i);
        }
    }
}
