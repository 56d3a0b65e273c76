package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.reduce.LaneTree;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;
import java.util.Arrays;

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
        float shiftGradient = sum(dy, dyi, lanes);
        float products = products(x, xi, dy, dyi, mean, lanes);
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

    private float products(float[] x, int xi, float[] dy, int dyi, float mean, float[] lanes) {
        float total = 0;
        for (int first = 0; first < images; first += group) {
            Arrays.fill(lanes, 0, RowLoop.LANES, 0);
            for (int image = first; image < Math.min(images, first + group); image++) {
                int at = image * stride();
                loops.products(x, xi + at, dy, dyi + at, plane, mean, lanes);
            }
            total += LaneTree.sum(lanes);
        }
        return total;
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 4 : -1;
    }
}
