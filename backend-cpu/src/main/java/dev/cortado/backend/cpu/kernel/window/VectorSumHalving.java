package dev.cortado.backend.cpu.kernel.window;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/** The sum over 2x2 windows. */
final class VectorSumHalving implements HalvingLoops {

    @Override
    public void rows(float[] x, int xi, int width, int pairs, float[] y) {
        for (int pair = 0; pair < pairs; pair++) {
            int top = xi + 2 * pair * width;
            for (int i = 0; i < width; i += COUNT) {
                FloatVector a = FloatVector.fromArray(FLOATS, x, top + i);
                FloatVector b = FloatVector.fromArray(FLOATS, x, top + width + i);
                a.add(b).intoArray(y, pair * width + i);
            }
        }
    }

    @Override
    public void columns(float[] x, int xi, float[] y, int yi, int n) {
        VectorShuffle<Float> even = Interleaving.EVEN;
        VectorShuffle<Float> odd = Interleaving.ODD;
        VectorMask<Float> upper = Interleaving.UPPER;
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector a = FloatVector.fromArray(FLOATS, x, xi + 2 * i);
            FloatVector b = FloatVector.fromArray(FLOATS, x, xi + 2 * i + COUNT);
            FloatVector left = a.rearrange(even).blend(b.rearrange(even), upper);
            FloatVector right = a.rearrange(odd).blend(b.rearrange(odd), upper);
            left.add(right).intoArray(y, yi + i);
        }
        ScalarSumHalving.combine(x, xi + 2 * full, y, yi + full, n - full);
    }
}
