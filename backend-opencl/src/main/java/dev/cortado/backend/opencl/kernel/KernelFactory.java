package dev.cortado.backend.opencl.kernel;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Plans kernels for operations. */
@FunctionalInterface
public interface KernelFactory {

    /** Plans a kernel; empty if this factory has none for the operation and specs. */
    Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target);
}
