package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;

/** The gradient of batch normalization: one pass for the sums, one for the result. */
final class GradientKernel extends ChannelKernel {

    GradientKernel(Shape x, double epsilon, boolean vectors) {
        super(x, epsilon, vectors, 4);
    }

    @Override
    public String description() {
        return "batch normalization gradient by channel";
    }

    @Override
    void compute(HostFrame frame, int channel, float[] lanes) {
        float[] x = frame.inputFloats(0);
        int xi = start(frame.inputOffset(0), channel);
        float[] dy = frame.inputFloats(4);
        int dyi = start(frame.inputOffset(4), channel);
        float scale = frame.inputFloats(1)[frame.inputOffset(1) + channel];
        float mean = frame.inputFloats(2)[frame.inputOffset(2) + channel];
        float deviation = deviation(frame.inputFloats(3)[frame.inputOffset(3) + channel]);
        float shiftGradient = 0;
        float products = 0;
        for (int image = 0; image < images; image++) {
            int at = image * stride();
            shiftGradient += sum.reduce(dy, dyi + at, plane, lanes);
            products += loops.products(x, xi + at, dy, dyi + at, plane, mean, lanes);
        }
        float scaleGradient = products / deviation;
        float offset = -(shiftGradient / count());
        float slope = -(scaleGradient / count() / deviation);
        float factor = scale / deviation;
        float[] dx = frame.outputFloats(0);
        int dxi = start(frame.outputOffset(0), channel);
        for (int image = 0; image < images; image++) {
            int at = image * stride();
            loops.gradient(x, xi + at, dy, dyi + at, dx, dxi + at, plane, mean, slope, offset, factor);
        }
        frame.outputFloats(1)[frame.outputOffset(1) + channel] = scaleGradient;
        frame.outputFloats(2)[frame.outputOffset(2) + channel] = shiftGradient;
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 4 : -1;
    }
}
