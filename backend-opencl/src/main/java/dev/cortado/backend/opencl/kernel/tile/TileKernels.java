package dev.cortado.backend.opencl.kernel.tile;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.MatMul;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.kernel.Argument;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.Launch;
import dev.cortado.backend.opencl.kernel.SpatialAxes;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Plans convolutions, their gradients and matrix products for graphics cards, where a tile is worth its group. */
public final class TileKernels implements KernelFactory {

    private static final long SIDE = 16;
    private static final int TILE = 64;

    /** Fewer multiplications than these are done sooner by definition. */
    private static final long WORTHWHILE = 1 << 14;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (!target.isGpu()) {
            return Optional.empty();
        }
        TensorSpec y = outputs.get(0);
        if (op instanceof MatMul product) {
            return product(product, inputs.get(0), y, target);
        }
        if (op instanceof Convolution forward) {
            return forward(forward, inputs.get(0).shape(), inputs.get(1).shape(), y, target);
        }
        if (op instanceof ConvolutionInputGradient gradient) {
            return inputGradient(gradient, inputs.get(0).shape(), inputs.get(1).shape(), y, target);
        }
        if (op instanceof ConvolutionWeightGradient gradient) {
            return weightGradient(gradient, inputs.get(0).shape(), inputs.get(1).shape(), y, target);
        }
        return Optional.empty();
    }

    private static Optional<KernelPlan> product(MatMul op, TensorSpec x, TensorSpec y, Target target) {
        int rows = y.shape().size(-2);
        int columns = y.shape().size(-1);
        int inner = x.shape().size(op.transposeLeft() ? -2 : -1);
        Argument table = Argument.Table.of(
                op.transposeLeft() ? 1 : inner,
                op.transposeLeft() ? rows : 1,
                op.transposeRight() ? 1 : columns,
                op.transposeRight() ? inner : 1);
        int batch = y.shape().elements(0, y.shape().rank() - 2);
        return plan("PRODUCT_OF_MATRICES", new Size(batch, rows, columns, inner), table, 0, y, target);
    }

    private static Optional<KernelPlan> forward(Convolution op, Shape x, Shape w, TensorSpec y, Target target) {
        int places = y.shape().elements(2, y.shape().rank());
        Size size = new Size(op.groups(), w.size(0) / op.groups(), x.size(0) * places, w.elements(1, w.rank()));
        return convolution("FORWARD", op, size, x, w, y.shape(), 1, y, target);
    }

    private static Optional<KernelPlan> inputGradient(
            ConvolutionInputGradient op, Shape w, Shape dy, TensorSpec dx, Target target) {
        Shape x = op.inputShape();
        int groups = op.forward().groups();
        int depth = w.size(0) / groups * w.elements(2, w.rank());
        Size size = new Size(groups, w.size(1), x.size(0) * x.elements(2, x.rank()), depth);
        return convolution("INPUT_GRADIENT", op.forward(), size, x, w, dy, 0, dx, target);
    }

    private static Optional<KernelPlan> weightGradient(
            ConvolutionWeightGradient op, Shape x, Shape dy, TensorSpec dw, Target target) {
        Shape w = op.kernelShape();
        int groups = op.forward().groups();
        int depth = dy.size(0) * dy.elements(2, dy.rank());
        Size size = new Size(groups, w.size(0) / groups, w.elements(1, w.rank()), depth);
        return convolution("WEIGHT_GRADIENT", op.forward(), size, x, w, dy, 1, dw, target);
    }

    private static Optional<KernelPlan> convolution(
            String mode,
            Convolution op,
            Size size,
            Shape x,
            Shape w,
            Shape y,
            int left,
            TensorSpec result,
            Target target) {
        if (op.spatialAxes() > SpatialAxes.COUNT) {
            return Optional.empty();
        }
        List<Integer> table = new ArrayList<>(SpatialAxes.values(
                SpatialAxes.of(x),
                SpatialAxes.of(w),
                SpatialAxes.of(y),
                SpatialAxes.filled(op.stride(), 1),
                SpatialAxes.filled(op.padLow(), 0),
                SpatialAxes.filled(op.inputDilation(), 1),
                SpatialAxes.filled(op.kernelDilation(), 1)));
        table.addAll(List.of(w.size(0) / op.groups(), w.size(1), op.groups()));
        return plan(mode, size, new Argument.Table(table), left, result, target);
    }

    private static Optional<KernelPlan> plan(
            String mode, Size size, Argument table, int left, TensorSpec result, Target target) {
        if (size.work() < WORTHWHILE) {
            return Optional.empty();
        }
        Launch launch = new Launch(
                target.sources().with("tiles", result.dtype(), mode),
                "tiles",
                List.of(in(left), in(1 - left), out(0), of(size.rows), of(size.columns), of(size.depth), table),
                List.of(tiles(size.columns) * SIDE, tiles(size.rows) * SIDE, (long) size.groups),
                List.of(SIDE, SIDE, 1L));
        return Optional.of(KernelPlan.of("tiles 64x64", launch));
    }

    private static long tiles(int count) {
        return (count + TILE - 1) / TILE;
    }

    /** The sizes of a product of matrices, or of several side by side. */
    private record Size(int groups, int rows, int columns, int depth) {

        long work() {
            return (long) groups * rows * columns * depth;
        }
    }
}
