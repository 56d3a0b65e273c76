package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;

/** Batch normalization with fixed statistics. */
final class InferenceKernel extends ChannelKernel {

    InferenceKernel(Shape x, double epsilon, boolean vectors) {
        super(x, epsilon, vectors, 1);
    }

    @Override
    public String description() {
        return "fixed normalization by channel";
    }

    @Override
    void compute(HostFrame frame, int channel, float[] lanes) {
        float scale = frame.inputFloats(1)[frame.inputOffset(1) + channel];
        float shift = frame.inputFloats(2)[frame.inputOffset(2) + channel];
        float mean = frame.inputFloats(3)[frame.inputOffset(3) + channel];
        float factor = scale / deviation(frame.inputFloats(4)[frame.inputOffset(4) + channel]);
        float[] x = frame.inputFloats(0);
        int xi = start(frame.inputOffset(0), channel);
        float[] y = frame.outputFloats(0);
        int yi = start(frame.outputOffset(0), channel);
        for (int image = 0; image < images; image++) {
            int at = image * stride();
            loops.normalize(x, xi + at, y, yi + at, plane, mean, factor, shift);
        }
    }

    @Override
    public int inPlace(int output) {
        return 0;
    }
}
