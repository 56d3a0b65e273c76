package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Plans convolutions and their gradients by definition, with up to three spatial axes. */
public final class ConvolutionKernels implements KernelFactory {

    private static final int GRAIN = 2048;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        TensorSpec result = outputs.get(0);
        if (op instanceof Convolution forward && fits(forward)) {
            Shape kernel = inputs.get(1).shape();
            Geometry g = new Geometry(forward, inputs.get(0).shape(), kernel, result.shape());
            return Optional.of(g.plan("forward", result, kernel.elements(1, kernel.rank()), target));
        }
        if (op instanceof ConvolutionInputGradient gradient && fits(gradient.forward())) {
            Shape kernel = inputs.get(0).shape();
            Geometry g = new Geometry(
                    gradient.forward(),
                    gradient.inputShape(),
                    kernel,
                    inputs.get(1).shape());
            return Optional.of(g.plan("input_gradient", result, kernel.elements(1, kernel.rank()), target));
        }
        if (op instanceof ConvolutionWeightGradient gradient && fits(gradient.forward())) {
            Shape dy = inputs.get(1).shape();
            Geometry g = new Geometry(gradient.forward(), inputs.get(0).shape(), gradient.kernelShape(), dy);
            return Optional.of(g.plan("weight_gradient", result, dy.size(0) * dy.elements(2, dy.rank()), target));
        }
        return Optional.empty();
    }

    private static boolean fits(Convolution op) {
        return op.spatialAxes() <= SpatialAxes.COUNT;
    }

    /** The shapes of a convolution, whichever of the three is computed. */
    private record Geometry(Convolution op, Shape input, Shape kernel, Shape output) {

        KernelPlan plan(String entry, TensorSpec result, int terms, Target target) {
            Argument n = of(result.elements());
            Argument channels = of(input.size(1));
            Argument outputs = of(output.size(1));
            Argument groups = of(op.groups());
            Argument[] arguments = entry.equals("weight_gradient")
                    ? new Argument[] {in(0), in(1), out(0), n, channels, outputs, groups, of(input.size(0)), table()}
                    : new Argument[] {in(0), in(1), out(0), n, channels, outputs, groups, table()};
            String source = target.sources().of("convolution", result.dtype());
            int grain = Math.max(1, GRAIN / Math.max(1, terms));
            return KernelPlan.of("direct", target.each(source, entry, result.elements(), grain, arguments));
        }

        private Argument table() {
            return SpatialAxes.table(
                    SpatialAxes.of(input),
                    SpatialAxes.of(kernel),
                    SpatialAxes.of(output),
                    SpatialAxes.filled(op.stride(), 1),
                    SpatialAxes.filled(op.padLow(), 0),
                    SpatialAxes.filled(op.inputDilation(), 1),
                    SpatialAxes.filled(op.kernelDilation(), 1));
        }
    }
}
