package dev.cortado.backend.cpu.kernel.window;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.backend.cpu.kernel.elementwise.RowFunction;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for windows over the two spatial axes of float32 images. */
public final class WindowKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof WindowReduce reduce && isImages(inputs.get(0))) {
            Planes planes = Planes.of(
                    reduce.window(), inputs.get(0).shape(), outputs.get(0).shape());
            return Optional.of(reduce.kind() == WindowReduce.Kind.MAX ? max(planes, target) : sum(planes, target));
        }
        if (op instanceof WindowMaxGradient gradient && isImages(inputs.get(0))) {
            Planes planes = Planes.of(
                    gradient.window(), inputs.get(0).shape(), inputs.get(1).shape());
            return Optional.of(
                    planes.isHalvingExactly()
                            ? new HalvingGradientKernel(planes, target.vectorBits())
                            : new MaxGradientKernel(planes));
        }
        return Optional.empty();
    }

    private static boolean isImages(TensorSpec spec) {
        return spec.dtype() == DType.FLOAT32 && spec.shape().rank() == 4;
    }

    private static HostKernel max(Planes planes, HostTarget target) {
        boolean vectors = target.vectorBits() > 0;
        if (planes.isHalving()) {
            return new HalvingKernel(planes, vectors ? new VectorMaxHalving() : new ScalarMaxHalving());
        }
        return new PoolingKernel(planes, RowFunction.max(vectors), Float.NEGATIVE_INFINITY, lanes(target));
    }

    private static HostKernel sum(Planes planes, HostTarget target) {
        boolean vectors = target.vectorBits() > 0;
        if (planes.isHalving()) {
            return new HalvingKernel(planes, vectors ? new VectorSumHalving() : new ScalarSumHalving());
        }
        return new PoolingKernel(planes, RowFunction.add(vectors), 0, lanes(target));
    }

    private static int lanes(HostTarget target) {
        return Math.max(1, target.vectorBits() / Float.SIZE);
    }
}
