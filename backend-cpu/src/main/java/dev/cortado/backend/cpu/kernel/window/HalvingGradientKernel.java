package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;

/** Runs the gradient of a maximum over 2x2 windows that touch every element. */
final class HalvingGradientKernel extends PlaneKernel {

    private final HalvingGradientLoop loop;
    private final boolean overlapping;
    private final boolean everyElementOnce;

    HalvingGradientKernel(Planes planes, int vectorBits) {
        super(planes, 0.2, "maximum gradient by 2x2");
        int bitsOfRow = planes.width() * Float.SIZE;
        if (vectorBits == 0) {
            this.loop = ScalarHalvingGradient::run;
        } else {
            this.loop = 2 * bitsOfRow == vectorBits ? VectorShortRowGradient::run : VectorHalvingGradient::run;
        }
        this.everyElementOnce = vectorBits == 0 || bitsOfRow < vectorBits || bitsOfRow % vectorBits == 0;
        this.overlapping = 2 * bitsOfRow != vectorBits && bitsOfRow < vectorBits;
    }

    /** A row whose last vector begins within the one before is read there after it was written. */
    @Override
    public int inPlace(int output) {
        return everyElementOnce ? 0 : -1;
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
