package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import java.util.List;

/**
 * The numbers of a convolution of images.
 *
 * @param images images of the batch
 * @param channels channels of the input
 * @param outputs channels of the output
 * @param rows the axis along which rows follow each other
 * @param columns the axis along a row
 */
record ImageConvolution(int images, int channels, int outputs, Axis rows, Axis columns) {

    /**
     * One spatial axis.
     *
     * @param size elements of the input
     * @param taps elements of the kernel
     * @param places elements of the output
     */
    record Axis(int size, int taps, int places, int stride, int padLow, int dilation) {}

    /** Longer rows, which tiles do not cut, would take too much scratch memory. */
    private static final int LONGEST_ROW = 2048;

    /** Floats that the rows which places of one line see may take, among them those that no tap sees. */
    private static final long MOST_COPIED = 1 << 21;

    /** Tells whether kernels of this package compute a convolution of such operands, with channels first. */
    static boolean suits(Convolution op, TensorSpec input, Shape kernel) {
        return op.spatialAxes() == 2
                && op.groups() == 1
                && op.inputDilation().stream().allMatch(dilation -> dilation == 1)
                && input.dtype() == DType.FLOAT32
                && input.elements() > 0
                && paddedRow(op, input) <= LONGEST_ROW
                && paddedRow(op, input) * reach(op, kernel) * channels(input, kernel) <= MOST_COPIED
                && kernel.elements() > 0;
    }

    /** Returns the rows from the first to the last that a place sees. */
    private static long reach(Convolution op, Shape kernel) {
        return (kernel.size(2) - 1L) * op.kernelDilation().get(0) + 1;
    }

    private static int channels(TensorSpec input, Shape kernel) {
        return Math.max(input.shape().size(1), kernel.size(0));
    }

    private static long paddedRow(Convolution op, TensorSpec input) {
        return (long) input.shape().size(3)
                + Math.max(0, op.padLow().get(1))
                + Math.max(0, op.padHigh().get(1));
    }

    /** Returns the numbers of a convolution whose operands and result have channels first. */
    static ImageConvolution of(Convolution op, Shape input, Shape kernel) {
        TensorSpec spec = new TensorSpec(DType.FLOAT32, input);
        Shape output = op.infer(List.of(spec, spec.with(kernel))).get(0).shape();
        Axis[] axes = new Axis[2];
        for (int i = 0; i < 2; i++) {
            axes[i] = new Axis(
                    input.size(i + 2),
                    kernel.size(i + 2),
                    output.size(i + 2),
                    op.stride().get(i),
                    op.padLow().get(i),
                    op.kernelDilation().get(i));
        }
        return new ImageConvolution(input.size(0), input.size(1), kernel.size(0), axes[0], axes[1]);
    }

    int taps() {
        return rows.taps * columns.taps;
    }

    /** Returns the pixels of an image of the output. */
    int places() {
        return rows.places * columns.places;
    }

    /** Floating-point operations of all images. */
    double flops() {
        return 2.0 * images * places() * outputs * channels * taps();
    }
}
