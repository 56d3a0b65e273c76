package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Plans matrix products by definition, for small ones. */
public final class MatMulKernels implements KernelFactory {

    private static final int GRAIN = 2048;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (!(op instanceof MatMul product)) {
            return Optional.empty();
        }
        TensorSpec y = outputs.get(0);
        int rows = y.shape().size(-2);
        int columns = y.shape().size(-1);
        int inner = inputs.get(0).shape().size(product.transposeLeft() ? -2 : -1);
        String source = target.sources().of("matmul", y.dtype());
        return Optional.of(KernelPlan.of(
                "direct",
                target.each(
                        source,
                        "product",
                        y.elements(),
                        Math.max(1, GRAIN / Math.max(1, inner)),
                        in(0),
                        in(1),
                        out(0),
                        of(y.elements()),
                        of(rows),
                        of(columns),
                        of(inner),
                        of(product.transposeLeft() ? 1 : inner),
                        of(product.transposeLeft() ? rows : 1),
                        of(product.transposeRight() ? 1 : columns),
                        of(product.transposeRight() ? inner : 1))));
    }
}
