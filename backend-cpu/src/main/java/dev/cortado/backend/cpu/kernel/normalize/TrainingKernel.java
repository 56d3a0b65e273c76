package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.Shape;
import dev.cortado.api.kernel.HostFrame;
import dev.cortado.backend.cpu.kernel.reduce.LaneTree;
import dev.cortado.backend.cpu.kernel.reduce.RowLoop;
import java.util.Arrays;

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
        float mean = sum(x, xi, lanes) / count();
        float variance = squares(x, xi, mean, lanes) / count();
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

    private float squares(float[] x, int xi, float mean, float[] lanes) {
        float total = 0;
        for (int first = 0; first < images; first += group) {
            Arrays.fill(lanes, 0, RowLoop.LANES, 0);
            for (int image = first; image < Math.min(images, first + group); image++) {
                loops.squares(x, xi + image * stride(), plane, mean, lanes);
            }
            total += LaneTree.sum(lanes);
        }
        return total;
    }

    @Override
    public int inPlace(int output) {
        return output == 0 ? 0 : -1;
    }
}
