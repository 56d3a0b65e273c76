package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Softmax;
import dev.cortado.backend.nd4j.host.Fill;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Softmax along the last axis by ND4J.
 *
 * <p>Along the channels of [N, C, H, W] it gives wrong numbers; its {@code log_softmax} is the logarithm of a softmax,
 * -infinity where it should be finite. Those are decomposed.
 */
public final class SoftmaxKernels implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (op instanceof Softmax softmax && softmax.axis() == in.get(0).shape().rank() - 1) {
            return Optional.of(kernel("softmax", softmax.axis()));
        }
        return Optional.empty();
    }

    private static Kernel kernel(String name, int axis) {
        return Kernel.nd4j(name, (x, y, w) -> bind(name, axis, x.get(0), y.get(0)));
    }

    private static Runnable bind(String name, int axis, Region x, Region y) {
        if (y.spec().elements() == 0) {
            return Fill.with(y, 0);
        }
        return NativeCall.of(name, new INDArray[] {Arrays.of(x)}, new INDArray[] {Arrays.of(y)}, new long[] {axis});
    }
}
