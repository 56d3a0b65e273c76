package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;

/** Runs the gradient of a maximum over 2x2 windows that touch every element. */
final class HalvingGradientKernel extends PlaneKernel {

    private final HalvingGradientLoop loop;
    private final boolean overlapping;

    HalvingGradientKernel(Planes planes, int vectorBits) {
        super(planes, 0.2, "maximum gradient by 2x2");
        this.loop = vectorBits > 0 ? VectorHalvingGradient::run : ScalarHalvingGradient::run;
        this.overlapping = planes.width() * Float.SIZE < vectorBits;
    }

    @Override
    void compute(HostFrame frame, int first, int count, HostScratch scratch) {
        float[] x = frame.inputFloats(0);
        int xi = frame.inputOffset(0) + first * planes.inputPlane();
        float[] dy = frame.inputFloats(1);
        int dyi = frame.inputOffset(1) + first * planes.outputPlane();
        float[] dx = frame.outputFloats(0);
        int dxi = frame.outputOffset(0) + first * planes.inputPlane();
        int pairs = count * planes.outHeight();
        int elements = count * planes.inputPlane();
        if (overlapping) {
            float[] tile = scratch.floats(elements);
            loop.run(x, xi, planes.width(), pairs, dy, dyi, tile, 0);
            System.arraycopy(tile, 0, dx, dxi, elements);
        } else {
            loop.run(x, xi, planes.width(), pairs, dy, dyi, dx, dxi);
        }
    }
}
