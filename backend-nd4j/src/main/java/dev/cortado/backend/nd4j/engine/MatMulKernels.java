package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.host.Fill;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Matrix products by OpenBLAS. */
public final class MatMulKernels implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (!(op instanceof MatMul product)) {
            return Optional.empty();
        }
        return Optional.of(Kernel.nd4j("matmul", (x, y, w) -> bind(product, x.get(0), x.get(1), y.get(0))));
    }

    private static Runnable bind(MatMul op, Region a, Region b, Region y) {
        if (y.spec().elements() == 0 || a.spec().elements() == 0) {
            return Fill.with(y, 0);
        }
        return NativeCall.of(
                "matmul",
                new INDArray[] {Arrays.of(a), Arrays.of(b)},
                new INDArray[] {Arrays.of(y)},
                new long[] {op.transposeLeft() ? 1 : 0, op.transposeRight() ? 1 : 0, 0},
                1,
                0);
    }
}
