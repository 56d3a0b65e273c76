package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for the gradient of a convolution with respect to its weights. */
public final class WeightGradientKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        // The tilings divide by the numbers of channels; without any, the decomposition ends in a convolution.
        if (op instanceof ConvolutionWeightGradient gradient
                && outputs.get(0).elements() > 0
                && Geometry.suits(gradient.forward(), inputs)) {
            Geometry g = Geometry.of(
                    gradient.forward(),
                    inputs.get(0).shape(),
                    gradient.kernelShape(),
                    inputs.get(1).shape());
            return Optional.of(kernel(g, inputs.get(0).dtype(), InnerKernels.of(target)));
        }
        return Optional.empty();
    }

    private static HostKernel kernel(Geometry g, DType dtype, InnerKernels inner) {
        if (dtype == DType.FLOAT64) {
            return new PlainConvolution(g, PlainConvolution.Wanted.KERNEL);
        }
        if (DepthwiseTiling.suits(g)) {
            return new DepthwiseWeightGradient(g, inner);
        }
        return DotWeightGradient.suits(g) ? new DotWeightGradient(g, inner) : new PanelWeightGradient(g, inner);
    }
}
