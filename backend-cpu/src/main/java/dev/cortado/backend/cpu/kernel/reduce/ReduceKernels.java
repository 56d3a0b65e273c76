package dev.cortado.backend.cpu.kernel.reduce;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Reduce;
import java.util.List;
import java.util.Optional;

/** Prepares vector kernels for reductions of float32. */
public final class ReduceKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof Reduce reduce && inputs.get(0).dtype() == DType.FLOAT32) {
            return Optional.of(new ReduceKernel(reduce, inputs.get(0).shape(), target.vectorBits() > 0));
        }
        return Optional.empty();
    }
}
