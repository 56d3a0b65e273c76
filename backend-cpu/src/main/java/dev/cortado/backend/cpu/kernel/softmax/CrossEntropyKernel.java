package dev.cortado.backend.cpu.kernel.softmax;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.elementwise.ScalarFunctions;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;

/** The cross-entropy of rows of scores, and the class probabilities. */
final class CrossEntropyKernel extends RowKernel {

    private final float smoothing;
    private final float rest;

    CrossEntropyKernel(int rows, int size, double smoothing, boolean vectors) {
        super(rows, size, vectors);
        this.smoothing = (float) smoothing;
        this.rest = (float) (1 - smoothing);
    }

    @Override
    public int inPlace(int output) {
        return -1;
    }

    @Override
    void compute(HostFrame frame, int row, float max, float[] scratch) {
        float[] x = frame.inputFloats(0);
        int xi = frame.inputOffset(0) + row * size;
        float[] probabilities = frame.outputFloats(1);
        int pi = frame.outputOffset(1) + row * size;
        exponentials(x, xi, max, probabilities, pi);
        float total = sum.reduce(probabilities, pi, size, scratch);
        float log = ScalarFunctions.log(total);
        int label = ((int[]) frame.input(1))[frame.inputOffset(1) + row];
        // as when gathered: a label that does not exist counts as probability 1
        float loss = label >= 0 && label < size ? -(x[xi + label] - max - log) : 0;
        if (smoothing > 0) {
            loops.subtract(x, xi, max, log, scratch, RowLoop.LANES, size);
            float mean = sum.reduce(scratch, RowLoop.LANES, size, scratch) / size;
            loss = loss * rest - mean * smoothing;
        }
        frame.outputFloats(0)[frame.outputOffset(0) + row] = loss;
        loops.divide(probabilities, pi, total, probabilities, pi, size);
    }
}
