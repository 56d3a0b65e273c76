package dev.cortado.backend.opencl.kernel.panel;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.opencl.kernel.KernelFactory;
import dev.cortado.backend.opencl.kernel.KernelPlan;
import dev.cortado.backend.opencl.kernel.SpatialAxes;
import dev.cortado.backend.opencl.kernel.Target;
import java.util.List;
import java.util.Optional;

/** Plans convolutions and their gradients for processors, where packing pays. */
public final class PanelKernels implements KernelFactory {

    /** Fewer multiplications than these are done sooner by definition. */
    private static final long WORTHWHILE = 1 << 14;

    /** Fewer outputs of a group would leave most of a block idle. */
    private static final int FEWEST_OUTPUTS = 3;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (target.isGpu()) {
            return Optional.empty();
        }
        TensorSpec result = outputs.get(0);
        if (op instanceof Convolution forward && forward.spatialAxes() <= SpatialAxes.COUNT) {
            PanelConvolution c = PanelConvolution.forward(
                    forward, inputs.get(0).shape(), inputs.get(1).shape(), result.shape());
            return plan(c, result, target, 0, 1);
        }
        if (op instanceof ConvolutionInputGradient gradient
                && gradient.forward().spatialAxes() <= SpatialAxes.COUNT) {
            PanelConvolution c = PanelConvolution.inputGradient(
                    gradient.forward(),
                    gradient.inputShape(),
                    inputs.get(0).shape(),
                    inputs.get(1).shape());
            return plan(c, result, target, 1, 0);
        }
        if (op instanceof ConvolutionWeightGradient gradient
                && gradient.forward().spatialAxes() <= SpatialAxes.COUNT) {
            PanelConvolution c = PanelConvolution.forward(
                    gradient.forward(),
                    inputs.get(0).shape(),
                    gradient.kernelShape(),
                    inputs.get(1).shape());
            boolean pays = c.work() >= WORTHWHILE && PanelPlan.fits(c);
            return pays ? Optional.of(new WeightGradientPlan(c, result.dtype(), target).plan()) : Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<KernelPlan> plan(
            PanelConvolution c, TensorSpec result, Target target, int input, int weights) {
        if (c.work() < WORTHWHILE || c.outputs() < FEWEST_OUTPUTS || !PanelPlan.fits(c)) {
            return Optional.empty();
        }
        return Optional.of(new PanelPlan(c, result.dtype(), target).plan(input, weights));
    }
}
