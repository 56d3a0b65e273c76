package dev.cortado.backend.opencl.kernel.panel;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Convolution;
import dev.cortado.backend.opencl.kernel.SpatialAxes;

/**
 * A convolution, or the gradient of one with respect to its input, as sums over a packed input.
 *
 * @param images how many images
 * @param groups how many groups of channels
 * @param outputs result channels of a group
 * @param channels input channels of a group
 * @param size spatial sizes of the input
 * @param taps spatial sizes of the kernel
 * @param places spatial sizes of the result
 * @param stride distance between two places
 * @param low places before the first element
 * @param spread distance between two input elements
 * @param dilation distance between two taps
 * @param weights where weights stand
 */
record PanelConvolution(
        int images,
        int groups,
        int outputs,
        int channels,
        int[] size,
        int[] taps,
        int[] places,
        int[] stride,
        int[] low,
        int[] spread,
        int[] dilation,
        WeightOrder weights) {

    /** How far apart neighbouring weights stand, and where the first tap of the first one is. */
    record WeightOrder(int group, int output, int channel, int tap, int start) {}

    static PanelConvolution forward(Convolution op, Shape input, Shape kernel, Shape result) {
        int taps = kernel.elements(2, kernel.rank());
        int channels = kernel.size(1);
        int outputs = kernel.size(0) / op.groups();
        return new PanelConvolution(
                input.size(0),
                op.groups(),
                outputs,
                channels,
                SpatialAxes.of(input),
                SpatialAxes.of(kernel),
                SpatialAxes.of(result),
                SpatialAxes.filled(op.stride(), 1),
                SpatialAxes.filled(op.padLow(), 0),
                SpatialAxes.filled(op.inputDilation(), 1),
                SpatialAxes.filled(op.kernelDilation(), 1),
                new WeightOrder(outputs * channels * taps, channels * taps, taps, 1, 0));
    }

    /** The gradient is spread by the forward stride and meets the taps in reverse order, its channels exchanged. */
    static PanelConvolution inputGradient(Convolution op, Shape input, Shape kernel, Shape result) {
        int taps = kernel.elements(2, kernel.rank());
        int channels = kernel.size(1);
        int outputs = kernel.size(0) / op.groups();
        int[] extent = SpatialAxes.of(kernel);
        int[] dilation = SpatialAxes.filled(op.kernelDilation(), 1);
        int[] low = SpatialAxes.filled(op.padLow(), 0);
        for (int axis = 0; axis < SpatialAxes.COUNT; axis++) {
            low[axis] = (extent[axis] - 1) * dilation[axis] - low[axis];
        }
        return new PanelConvolution(
                input.size(0),
                op.groups(),
                channels,
                outputs,
                SpatialAxes.of(result),
                extent,
                SpatialAxes.of(input),
                SpatialAxes.filled(op.inputDilation(), 1),
                low,
                SpatialAxes.filled(op.stride(), 1),
                dilation,
                new WeightOrder(outputs * channels * taps, taps, channels * taps, -1, taps - 1));
    }

    /** Returns how many different remainders by the stride taps have, per axis. */
    int[] phases() {
        int[] phases = new int[SpatialAxes.COUNT];
        for (int axis = 0; axis < phases.length; axis++) {
            phases[axis] = Math.min(stride[axis], (taps[axis] - 1) * dilation[axis] + 1);
        }
        return phases;
    }

    /** Returns how many elements each phase has, per axis. */
    int[] packedPlaces() {
        int[] packed = new int[SpatialAxes.COUNT];
        for (int axis = 0; axis < packed.length; axis++) {
            packed[axis] = places[axis] + (taps[axis] - 1) * dilation[axis] / stride[axis];
        }
        return packed;
    }

    /** Returns the number of packed elements of a channel. */
    long packedPlane() {
        long plane = 1;
        int[] phases = phases();
        int[] packed = packedPlaces();
        for (int axis = 0; axis < phases.length; axis++) {
            plane *= (long) phases[axis] * packed[axis];
        }
        return plane;
    }

    /** Returns for each tap in row-major order where it meets the first place in a packed channel. */
    int[] offsets() {
        int[] phases = phases();
        int[] packed = packedPlaces();
        int[] offsets = new int[taps[0] * taps[1] * taps[2]];
        for (int i = 0; i < offsets.length; i++) {
            int[] tap = {i / (taps[1] * taps[2]), i / taps[2] % taps[1], i % taps[2]};
            int phase = 0;
            int place = 0;
            for (int axis = 0; axis < SpatialAxes.COUNT; axis++) {
                int at = tap[axis] * dilation[axis];
                phase = phase * phases[axis] + at % stride[axis];
                place = place * packed[axis] + at / stride[axis];
            }
            offsets[i] = phase * packed[0] * packed[1] * packed[2] + place;
        }
        return offsets;
    }

    /** Returns how many multiplications it takes. */
    long work() {
        long work = (long) images * groups * outputs * channels;
        for (int axis = 0; axis < SpatialAxes.COUNT; axis++) {
            work *= (long) taps[axis] * places[axis];
        }
        return work;
    }

    /** Returns the number of results of a channel. */
    int plane() {
        return places[0] * places[1] * places[2];
    }
}
