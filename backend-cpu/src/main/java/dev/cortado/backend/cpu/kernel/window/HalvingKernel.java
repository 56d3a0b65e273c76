package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;
import dev.cortado.backend.cpu.kernel.VectorPath;

/** Pools 2x2 windows that stand side by side. */
final class HalvingKernel extends PlaneKernel {

    private final HalvingLoops loops;

    HalvingKernel(Planes planes, HalvingLoops loops) {
        super(planes, 0.2, "pooling by 2x2");
        this.loops = loops;
    }

    @Override
    void compute(HostFrame frame, int first, int count, HostScratch scratch) {
        int width = planes.width();
        int rows = planes.outHeight();
        int outWidth = planes.outWidth();
        float[] halved = scratch.floats(rows * width + VectorPath.SLACK);
        float[] y = frame.outputFloats(0);
        for (int plane = first; plane < first + count; plane++) {
            int yi = frame.outputOffset(0) + plane * planes.outputPlane();
            loops.rows(frame.inputFloats(0), frame.inputOffset(0) + plane * planes.inputPlane(), width, rows, halved);
            if (width == 2 * outWidth) {
                loops.columns(halved, 0, y, yi, rows * outWidth);
            } else {
                for (int row = 0; row < rows; row++) {
                    loops.columns(halved, row * width, y, yi + row * outWidth, outWidth);
                }
            }
        }
    }
}
