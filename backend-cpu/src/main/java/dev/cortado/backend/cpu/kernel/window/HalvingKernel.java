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
        if (planes.isHalvingExactly()) {
            // the rows of all planes follow each other in pairs
            pool(frame, first, count * planes.outHeight(), scratch);
        } else {
            for (int plane = first; plane < first + count; plane++) {
                pool(frame, plane, planes.outHeight(), scratch);
            }
        }
    }

    private void pool(HostFrame frame, int plane, int rows, HostScratch scratch) {
        int width = planes.width();
        int outWidth = planes.outWidth();
        float[] halved = scratch.floats(rows * width + VectorPath.SLACK);
        int xi = frame.inputOffset(0) + plane * planes.inputPlane();
        int yi = frame.outputOffset(0) + plane * planes.outputPlane();
        loops.rows(frame.inputFloats(0), xi, width, rows, halved);
        if (width == 2 * outWidth) {
            loops.columns(halved, 0, frame.outputFloats(0), yi, rows * outWidth);
            return;
        }
        for (int row = 0; row < rows; row++) {
            loops.columns(halved, row * width, frame.outputFloats(0), yi + row * outWidth, outWidth);
        }
    }
}
