package dev.cortado.backend.cpu.kernel.softmax;

import dev.cortado.api.kernel.HostFrame;

/** Softmax of rows. */
final class SoftmaxKernel extends RowKernel {

    SoftmaxKernel(int rows, int size, boolean vectors) {
        super(rows, size, vectors);
    }

    @Override
    public int inPlace(int output) {
        return 0;
    }

    @Override
    void compute(HostFrame frame, int row, float max, float[] scratch) {
        float[] y = frame.outputFloats(0);
        int yi = frame.outputOffset(0) + row * size;
        exponentials(frame.inputFloats(0), frame.inputOffset(0) + row * size, max, y, yi);
        loops.divide(y, yi, sum.reduce(y, yi, size, scratch), y, yi, size);
    }
}
