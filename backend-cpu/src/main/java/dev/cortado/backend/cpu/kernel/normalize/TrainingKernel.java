package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;

/** Batch normalization with the statistics of the batch, in two passes for them and one for the result. */
final class TrainingKernel extends ChannelKernel {

    TrainingKernel(Shape x, double epsilon, boolean vectors) {
        super(x, epsilon, vectors, 3);
    }

    @Override
    public String description() {
        return "batch normalization by channel";
    }

    @Override
    void compute(HostFrame frame, int channel, float[] lanes) {
        float[] x = frame.inputFloats(0);
        int xi = start(frame.inputOffset(0), channel);
        float total = 0;
        for (int image = 0; image < images; image++) {
            total += sum.reduce(x, xi + image * stride(), plane, lanes);
        }
        float mean = total / count();
        float squares = 0;
        for (int image = 0; image < images; image++) {
            squares += loops.squares(x, xi + image * stride(), plane, mean, lanes);
        }
        float variance = squares / count();
        float factor = frame.inputFloats(1)[frame.inputOffset(1) + channel] / deviation(variance);
        float shift = frame.inputFloats(2)[frame.inputOffset(2) + channel];
        float[] y = frame.outputFloats(0);
        int yi = start(frame.outputOffset(0), channel);
        for (int image = 0; image < images; image++) {
            int at = image * stride();
            loops.normalize(x, xi + at, y, yi + at, plane, mean, factor, shift);
        }
        frame.outputFloats(1)[frame.outputOffset(1) + channel] = mean;
        frame.outputFloats(2)[frame.outputOffset(2) + channel] = variance;
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 0 : -1;
    }
}
