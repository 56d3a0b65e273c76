package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.last.LastEpilogue;
import dev.cortado.backend.cpu.kernel.last.convolution.GridConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for convolutions of images with channels last. */
public final class LastConvolutionKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (!(op instanceof ChannelsLast last)) {
            return Optional.empty();
        }
        List<TensorSpec> in = last.firstInputs(inputs);
        InnerKernels inner = InnerKernels.of(target);
        if (last.op() instanceof Convolution convolution) {
            return forward(new FusedConvolution(convolution, false, Activation.NONE), in, inner);
        }
        if (last.op() instanceof FusedConvolution fused) {
            return forward(fused, in, inner);
        }
        if (last.op() instanceof ConvolutionInputGradient gradient) {
            TensorSpec input = in.get(0).with(gradient.inputShape());
            if (!ImageConvolution.suits(gradient.forward(), input, in.get(0).shape())) {
                return Optional.empty();
            }
            ImageConvolution g = ImageConvolution.of(
                    gradient.forward(), input.shape(), in.get(0).shape());
            return Optional.of(GridConvolution.inputGradient(g, inner));
        }
        if (last.op() instanceof ConvolutionWeightGradient gradient
                && ImageConvolution.suits(gradient.forward(), in.get(0), gradient.kernelShape())) {
            ImageConvolution g =
                    ImageConvolution.of(gradient.forward(), in.get(0).shape(), gradient.kernelShape());
            return Optional.of(
                    WinogradGradient.suits(g) ? new WinogradGradient(g, inner) : new LastWeightGradient(g, inner));
        }
        return Optional.empty();
    }

    private static Optional<HostKernel> forward(FusedConvolution op, List<TensorSpec> in, InnerKernels inner) {
        if (!ImageConvolution.suits(op.convolution(), in.get(0), in.get(1).shape())) {
            return Optional.empty();
        }
        ImageConvolution g = ImageConvolution.of(
                op.convolution(), in.get(0).shape(), in.get(1).shape());
        Operands operands = new Operands(0, 1, op.bias() ? 2 : -1);
        return Optional.of(GridConvolution.forward(g, operands, LastEpilogue.of(op), inner));
    }
}
