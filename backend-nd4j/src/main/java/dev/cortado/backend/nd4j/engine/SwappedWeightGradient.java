package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.Shape;
import dev.cortado.api.op.Convolution;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The gradient of a convolution's kernel as a convolution over the batch: images act as channels, the gradient at the
 * result as a kernel. Nothing is moved, the axes are exchanged in the descriptions of the arrays.
 *
 * <p>For the few channels of a first layer this is several times faster than {@code conv2d_bp}, which also computes a
 * gradient for the images that nobody needs.
 */
final class SwappedWeightGradient {

    private static final int FEW_CHANNELS = 4;

    private SwappedWeightGradient() {}

    /** Tells whether it pays; a stride would have to become a dilation, for which ND4J is slow. */
    static boolean fits(Convolution op, Shape kernel) {
        boolean fits = op.spatialAxes() == 2 && op.groups() == 1 && kernel.size(1) <= FEW_CHANNELS;
        for (int i = 0; fits && i < 2; i++) {
            fits = op.stride().get(i) == 1 && op.kernelDilation().get(i) == 1;
        }
        return fits;
    }

    static Kernel kernel(Convolution op) {
        return Kernel.nd4j("conv2d over the batch", (x, y, w) -> bind(op, x.get(0), x.get(1), y.get(0)));
    }

    private static Runnable bind(Convolution op, Region x, Region dy, Region dKernel) {
        long[] arguments = {
            dy.spec().shape().size(2),
            dy.spec().shape().size(3),
            1,
            1,
            op.padLow().get(0),
            op.padLow().get(1),
            1,
            1,
            0,
            0,
            1
        };
        return NativeCall.of(
                "conv2d", new INDArray[] {swapped(x), swapped(dy)}, new INDArray[] {swapped(dKernel)}, arguments);
    }

    /** Returns a tensor with its first two axes exchanged. */
    private static INDArray swapped(Region region) {
        long[] shape = Arrays.longs(region.spec().shape().toArray());
        long[] strides = Arrays.dense(shape);
        return Arrays.of(region, 0, new long[] {shape[1], shape[0], shape[2], shape[3]}, new long[] {
            strides[1], strides[0], strides[2], strides[3]
        });
    }
}
