package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.host.Fill;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.MoveLoops;
import dev.cortado.backend.nd4j.host.Region;
import dev.cortado.backend.nd4j.lower.BiasedConvolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions by oneDNN, one call per group. */
public final class ConvolutionKernels implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (op instanceof Convolution convolution && ConvolutionGeometry.knows(convolution)) {
            return Optional.of(kernel(convolution, in));
        }
        if (op instanceof BiasedConvolution biased && ConvolutionGeometry.knows(biased.convolution())) {
            return Optional.of(kernel(biased.convolution(), in));
        }
        return Optional.empty();
    }

    private static Kernel kernel(Convolution op, List<TensorSpec> in) {
        ConvolutionGeometry geometry = ConvolutionGeometry.of(op);
        String name = geometry.operation()
                + (in.size() > 2 ? " with bias" : "")
                + (geometry.isDilated() ? ", not oneDNN" : "");
        return Kernel.nd4j(name, (x, y, w) -> bind(geometry, x, y.get(0), w))
                .withWorkspace(geometry.workspace(in.get(0)));
    }

    private static Runnable bind(ConvolutionGeometry geometry, List<Region> in, Region y, List<Region> workspace) {
        Region kernel = in.get(1);
        if (y.spec().elements() == 0 || kernel.spec().elements() == 0) {
            return empty(in, y);
        }
        List<Runnable> steps = new ArrayList<>();
        Region x = in.get(0);
        if (geometry.padded()) {
            steps.add(MoveLoops.padding(geometry.pad(), x, workspace.get(0)));
            x = workspace.get(0);
        }
        for (int group = 0; group < geometry.op().groups(); group++) {
            List<INDArray> operands =
                    new ArrayList<>(List.of(geometry.image(x, group), geometry.kernel(kernel, group)));
            if (in.size() > 2) {
                long channels = kernel.spec().shape().size(0) / geometry.op().groups();
                operands.add(Arrays.of(in.get(2), group * channels, new long[] {channels}, new long[] {1}));
            }
            steps.add(geometry.call(
                    geometry.operation(),
                    operands.toArray(INDArray[]::new),
                    new INDArray[] {geometry.image(y, group)},
                    kernel.spec().shape()));
        }
        return Steps.of(steps);
    }

    /** Sums of nothing are 0; a bias is never fused with those. */
    private static Runnable empty(List<Region> in, Region y) {
        if (in.size() > 2 && y.spec().elements() > 0) {
            throw new IllegalArgumentException("a bias cannot be added to a convolution without channels");
        }
        return Fill.with(y, 0);
    }
}
