package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of a convolution that kernels work with.
 *
 * <p>The first spatial axis is called the lead, the others the tail; a convolution over one axis gets a lead of size 1.
 */
final class Geometry {

    final int images;
    final int groups;
    /** Input channels of a group. */
    final int channels;
    /** Output channels of a group. */
    final int outputs;
    /** Taps of a kernel per input channel, and how they are made up. */
    final int taps;

    final int leadTaps;
    final int tailTaps;
    /** Elements of an input channel. */
    final int plane;
    /** Elements of an output channel, how many of these belong to one place on the lead, and to one row. */
    final int places;

    final int leadPlaces;
    final int inner;
    final int width;
    /** Taps that one output sums over. */
    final int depth;

    final Axis lead;
    final List<Axis> tail;

    private Geometry(int images, int groups, int channels, int outputs, List<Axis> axes) {
        this.images = images;
        this.groups = groups;
        this.channels = channels;
        this.outputs = outputs;
        lead = axes.get(0);
        tail = axes.subList(1, axes.size());
        leadTaps = lead.taps();
        tailTaps = tail.stream().mapToInt(Axis::taps).reduce(1, Math::multiplyExact);
        taps = leadTaps * tailTaps;
        plane = axes.stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
        leadPlaces = lead.places();
        inner = tail.stream().mapToInt(Axis::places).reduce(1, Math::multiplyExact);
        places = Math.multiplyExact(leadPlaces, inner);
        width = tail.get(tail.size() - 1).places();
        depth = Math.multiplyExact(channels, taps);
    }

    /** Tells whether kernels of this package compute a convolution of such operands. */
    static boolean suits(Convolution op, List<TensorSpec> inputs) {
        return op.spatialAxes() > 0 && inputs.get(0).dtype().isFloating();
    }

    static Geometry of(Convolution op, Shape input, Shape kernel, Shape output) {
        List<Axis> axes = new ArrayList<>();
        if (op.spatialAxes() == 1) {
            axes.add(new Axis(1, 1, 1, 1, 0, 1, 1));
        }
        for (int i = 0; i < op.spatialAxes(); i++) {
            axes.add(new Axis(
                    input.size(i + 2),
                    kernel.size(i + 2),
                    output.size(i + 2),
                    op.stride().get(i),
                    op.padLow().get(i),
                    op.inputDilation().get(i),
                    op.kernelDilation().get(i)));
        }
        return new Geometry(
                input.size(0), op.groups(), kernel.size(1), kernel.size(0) / op.groups(), List.copyOf(axes));
    }

    /** Tells whether every place sees just the element under it, so that input channels can be used as they are. */
    boolean isPointwise() {
        return lead.isIdentity() && tail.stream().allMatch(Axis::isIdentity);
    }

    /** Floating-point operations of all images. */
    double flops() {
        return 2.0 * images * groups * outputs * (double) depth * places;
    }

    /**
     * One spatial axis.
     *
     * @param size elements of the input
     * @param taps elements of the kernel
     * @param places elements of the output
     */
    record Axis(int size, int taps, int places, int stride, int padLow, int inputDilation, int kernelDilation) {

        /** Returns which input element a tap sees at a place; negative for a zero. */
        int source(int place, int tap) {
            return at(place * stride + tap * kernelDilation);
        }

        /** Returns which input element lies at a position counted from the start of the padding; negative for a zero. */
        int at(int position) {
            int spread = position - padLow;
            if (spread < 0 || spread % inputDilation != 0) {
                return -1;
            }
            int index = spread / inputDilation;
            return index < size ? index : -1;
        }

        boolean isIdentity() {
            return taps == 1 && places == size && stride == 1 && padLow == 0 && inputDilation == 1;
        }
    }
}
