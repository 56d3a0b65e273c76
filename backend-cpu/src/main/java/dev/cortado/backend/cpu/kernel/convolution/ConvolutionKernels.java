package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.convolution.PanelConvolution.Operands;
import dev.cortado.backend.cpu.kernel.convolution.PlainConvolution.Wanted;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for convolutions, alone or with bias and activation, and for their two gradients. */
public final class ConvolutionKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        InnerKernels inner = InnerKernels.of(target);
        if (op instanceof Convolution convolution) {
            return forward(new FusedConvolution(convolution, false, Activation.NONE), inputs, outputs, inner);
        }
        if (op instanceof FusedConvolution fused && inputs.get(0).dtype() == DType.FLOAT32) {
            return forward(fused, inputs, outputs, inner);
        }
        // The tilings of gradients divide by the numbers of channels; without any, the decomposition ends in a
        // convolution.
        if (op instanceof ConvolutionInputGradient gradient && inputs.get(0).elements() > 0) {
            return inputGradient(gradient, inputs, inner);
        }
        if (op instanceof ConvolutionWeightGradient gradient && outputs.get(0).elements() > 0) {
            return weightGradient(gradient, inputs, inner);
        }
        return Optional.empty();
    }

    private static Optional<HostKernel> forward(
            FusedConvolution op, List<TensorSpec> inputs, List<TensorSpec> outputs, InnerKernels inner) {
        Operands operands = new Operands(0, 1, op.bias() ? 2 : -1);
        return geometry(op.convolution(), inputs, shape(inputs, 0), shape(inputs, 1), shape(outputs, 0))
                .map(g -> isDouble(inputs)
                        ? new PlainConvolution(g, Wanted.OUTPUT)
                        : new PanelConvolution(
                                g, PackedWeights.forward(g), operands, op.activation(), "convolution", inner));
    }

    private static Optional<HostKernel> inputGradient(
            ConvolutionInputGradient op, List<TensorSpec> inputs, InnerKernels inner) {
        return geometry(op.forward(), inputs, op.inputShape(), shape(inputs, 0), shape(inputs, 1))
                .map(g -> isDouble(inputs)
                        ? new PlainConvolution(g, Wanted.INPUT)
                        : InputGradients.kernel(op, g, shape(inputs, 0), shape(inputs, 1), inner));
    }

    private static Optional<HostKernel> weightGradient(
            ConvolutionWeightGradient op, List<TensorSpec> inputs, InnerKernels inner) {
        return geometry(op.forward(), inputs, shape(inputs, 0), op.kernelShape(), shape(inputs, 1))
                .map(g -> isDouble(inputs) ? new PlainConvolution(g, Wanted.KERNEL) : weightGradient(g, inner));
    }

    private static HostKernel weightGradient(Geometry g, InnerKernels inner) {
        return DotWeightGradient.suits(g) ? new DotWeightGradient(g, inner) : new PanelWeightGradient(g, inner);
    }

    private static Optional<Geometry> geometry(
            Convolution op, List<TensorSpec> inputs, Shape input, Shape kernel, Shape output) {
        return op.spatialAxes() > 0 && inputs.get(0).dtype().isFloating()
                ? Optional.of(Geometry.of(op, input, kernel, output))
                : Optional.empty();
    }

    private static boolean isDouble(List<TensorSpec> inputs) {
        return inputs.get(0).dtype() == DType.FLOAT64;
    }

    private static Shape shape(List<TensorSpec> specs, int index) {
        return specs.get(index).shape();
    }
}
