package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.kernel.HostFrame;
import dev.cortado.api.kernel.HostScratch;
import java.util.Arrays;

/** Adds each gradient to the largest element under its window, searched again in the forward input. */
final class MaxGradientKernel extends PlaneKernel {

    MaxGradientKernel(Planes planes) {
        super(planes, 2.0 * planes.windowHeight() * planes.windowWidth(), "maximum gradient by search");
    }

    @Override
    void compute(HostFrame frame, int first, int count, HostScratch scratch) {
        float[] dx = frame.outputFloats(0);
        float[] dy = frame.inputFloats(1);
        for (int plane = first; plane < first + count; plane++) {
            int xi = frame.inputOffset(0) + plane * planes.inputPlane();
            int dxi = frame.outputOffset(0) + plane * planes.inputPlane();
            int dyi = frame.inputOffset(1) + plane * planes.outputPlane();
            Arrays.fill(dx, dxi, dxi + planes.inputPlane(), 0);
            for (int place = 0; place < planes.outputPlane(); place++) {
                int where = largest(frame.inputFloats(0), xi, place / planes.outWidth(), place % planes.outWidth());
                if (where >= 0) {
                    dx[dxi + where] += dy[dyi + place];
                }
            }
        }
    }

    /** Returns the place of the largest element in its plane; of equal ones the first, of several NaN the last. */
    private int largest(float[] x, int xi, int row, int column) {
        int best = -1;
        float value = 0;
        for (int kh = 0; kh < planes.windowHeight(); kh++) {
            int h = row * planes.strideHeight() - planes.padTop() + kh * planes.dilationHeight();
            if (h < 0 || h >= planes.height()) {
                continue;
            }
            for (int kw = 0; kw < planes.windowWidth(); kw++) {
                int w = column * planes.strideWidth() - planes.padLeft() + kw * planes.dilationWidth();
                if (w >= 0 && w < planes.width()) {
                    int at = h * planes.width() + w;
                    float candidate = x[xi + at];
                    if (best < 0 || candidate > value || candidate != candidate) {
                        best = at;
                        value = candidate;
                    }
                }
            }
        }
        return best;
    }
}
