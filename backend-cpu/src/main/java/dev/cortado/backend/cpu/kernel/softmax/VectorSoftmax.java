package dev.cortado.backend.cpu.kernel.softmax;

import static dev.cortado.backend.cpu.kernel.Lanes.COUNT;
import static dev.cortado.backend.cpu.kernel.Lanes.FLOATS;

import jdk.incubator.vector.FloatVector;

/** The loops of softmax over vectors. */
final class VectorSoftmax implements SoftmaxLoops {

    @Override
    public void divide(float[] x, int xi, float divisor, float[] y, int yi, int n) {
        FloatVector by = FloatVector.broadcast(FLOATS, divisor);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector.fromArray(FLOATS, x, xi + i).div(by).intoArray(y, yi + i);
        }
        ScalarSoftmax.divideTail(x, xi + full, divisor, y, yi + full, n - full);
    }

    @Override
    public void subtract(float[] x, int xi, float first, float second, float[] y, int yi, int n) {
        FloatVector a = FloatVector.broadcast(FLOATS, first);
        FloatVector b = FloatVector.broadcast(FLOATS, second);
        int full = FLOATS.loopBound(n);
        for (int i = 0; i < full; i += COUNT) {
            FloatVector.fromArray(FLOATS, x, xi + i).sub(a).sub(b).intoArray(y, yi + i);
        }
        ScalarSoftmax.subtractTail(x, xi + full, first, second, y, yi + full, n - full);
    }
}
