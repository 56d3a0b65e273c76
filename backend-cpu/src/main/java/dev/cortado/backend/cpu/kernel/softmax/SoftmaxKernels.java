package dev.cortado.backend.cpu.kernel.softmax;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Optional;

/** Prepares fused kernels of the softmax family along the innermost axis of float32. */
public final class SoftmaxKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        boolean vectors = target.vectorBits() > 0;
        if (op instanceof Softmax softmax && isInnermost(inputs.get(0), softmax.axis())) {
            int size = inputs.get(0).shape().size(softmax.axis());
            return Optional.of(new SoftmaxKernel(outputs.get(0).elements() / size, size, vectors));
        }
        if (op instanceof LogSoftmax softmax && isInnermost(inputs.get(0), softmax.axis())) {
            int size = inputs.get(0).shape().size(softmax.axis());
            return Optional.of(new LogSoftmaxKernel(outputs.get(0).elements() / size, size, vectors));
        }
        if (op instanceof SoftmaxCrossEntropy entropy && isInnermost(inputs.get(0), 1)) {
            int rows = outputs.get(0).elements();
            int size = inputs.get(0).shape().size(1);
            return Optional.of(new CrossEntropyKernel(rows, size, entropy.labelSmoothing(), vectors));
        }
        return Optional.empty();
    }

    private static boolean isInnermost(TensorSpec spec, int axis) {
        Shape shape = spec.shape();
        return spec.dtype() == DType.FLOAT32 && shape.elements() > 0 && shape.elements(axis + 1, shape.rank()) == 1;
    }
}
