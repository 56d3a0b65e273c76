package dev.cortado.backend.opencl.kernel.panel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;
import static dev.cortado.backend.opencl.kernel.Argument.temporary;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.List;
import java.util.Optional;

/** Plans matrix products for processors: as panels where the right operand has its columns side by side, else as dots. */
public final class ProductKernels implements KernelFactory {

    private static final long WORTHWHILE = 1 << 12;
    /** The same for dots, which add in another order: by the row, so that a sample has the same bits in any batch. */
    private static final long WORTHWHILE_ROW = 1 << 10;

    private static final int PACK_GRAIN = 4096;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (target.isGpu() || !(op instanceof MatMul product)) {
            return Optional.empty();
        }
        TensorSpec y = outputs.get(0);
        int inner = inputs.get(0).shape().size(product.transposeLeft() ? -2 : -1);
        Product p = new Product(
                y.shape().elements(0, y.shape().rank() - 2),
                y.shape().size(-2),
                y.shape().size(-1),
                inner,
                y.dtype());
        if (inner == 0 || y.elements() == 0) {
            return Optional.empty();
        }
        if (product.transposeRight()) {
            boolean pays = !product.transposeLeft() && p.rowWork() >= WORTHWHILE_ROW;
            return pays ? Optional.of(p.dots(target)) : Optional.empty();
        }
        boolean pays = p.work() >= WORTHWHILE && p.columns >= PanelPlan.lanes(y.dtype());
        return pays ? Optional.of(p.panels(product.transposeLeft(), target)) : Optional.empty();
    }

    /** The sizes of a product. */
    private record Product(int batch, int rows, int columns, int inner, DType dtype) {

        long work() {
            return (long) batch * rows * columns * inner;
        }

        long rowWork() {
            return (long) columns * inner;
        }

        /** A convolution with one tap: rows are output channels, inner ones input channels, columns places. */
        KernelPlan panels(boolean transposeLeft, Target target) {
            int block = PanelPlan.blockOf(rows);
            int blocks = (rows + block - 1) / block;
            int width = PanelPlan.ACCUMULATORS / block;
            int lanes = PanelPlan.lanes(dtype);
            int vectors = (columns + lanes - 1) / lanes;
            int n = batch * blocks * inner;
            String source = PanelPlan.source(block, dtype, target);
            Launch pack = target.each(
                    source,
                    "pack_weights",
                    n,
                    PACK_GRAIN / block,
                    in(0),
                    temporary(0),
                    of(n),
                    of(rows),
                    of(inner),
                    of(1),
                    of(rows * inner),
                    of(transposeLeft ? 1 : inner),
                    of(transposeLeft ? rows : 1),
                    of(1),
                    of(0));
            long tiles = (vectors + width - 1) / width;
            Launch multiply = target.groups(
                    source,
                    "panels",
                    batch * tiles * blocks,
                    in(1),
                    temporary(0),
                    out(0),
                    of(batch),
                    of(rows),
                    of(inner),
                    of(columns),
                    of(1),
                    of(vectors),
                    of(vectors),
                    of(0),
                    Argument.Table.of(1, 1, 1, 1, columns, columns),
                    Argument.Table.of(0));
            return KernelPlan.of("panels " + block + "x" + width * lanes, pack, multiply)
                    .withWorkspace(TensorSpec.of(dtype, n * block));
        }

        KernelPlan dots(Target target) {
            long blocks = (long) batch
                    * ((rows + WeightGradientPlan.ROWS - 1) / WeightGradientPlan.ROWS)
                    * ((columns + WeightGradientPlan.COLUMNS - 1) / WeightGradientPlan.COLUMNS);
            return KernelPlan.of(
                    "dots",
                    target.groups(
                            target.sources().vectors("dots", dtype),
                            "dots",
                            blocks,
                            in(0),
                            in(1),
                            out(0),
                            of(1),
                            of(batch),
                            of(rows),
                            of(columns),
                            of(1),
                            of(inner),
                            of(inner),
                            of(inner),
                            Argument.Table.of(0),
                            Argument.Table.of(0)));
        }
    }
}
