package dev.cortado.backend.cpu.kernel.softmax;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.elementwise.ScalarFunctions;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;

/** The logarithm of softmax of rows. */
final class LogSoftmaxKernel extends RowKernel {

    LogSoftmaxKernel(int rows, int size, boolean vectors) {
        super(rows, size, vectors);
    }

    @Override
    public int inPlace(int output) {
        return 0;
    }

    @Override
    void compute(HostFrame frame, int row, float max, float[] scratch) {
        float[] x = frame.inputFloats(0);
        int xi = frame.inputOffset(0) + row * size;
        exponentials(x, xi, max, scratch, RowLoop.LANES);
        float log = ScalarFunctions.log(sum.reduce(scratch, RowLoop.LANES, size, scratch));
        loops.subtract(x, xi, max, log, frame.outputFloats(0), frame.outputOffset(0) + row * size, size);
    }
}
