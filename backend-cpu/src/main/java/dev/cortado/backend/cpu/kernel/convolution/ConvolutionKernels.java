package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.convolution.PanelConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for convolutions, alone or with bias and activation. */
public final class ConvolutionKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (op instanceof Convolution convolution) {
            return prepare(new FusedConvolution(convolution, false, Activation.NONE), inputs, outputs, target);
        }
        if (op instanceof FusedConvolution fused && inputs.get(0).dtype() == DType.FLOAT32) {
            return prepare(fused, inputs, outputs, target);
        }
        return Optional.empty();
    }

    private static Optional<HostKernel> prepare(
            FusedConvolution op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        Convolution convolution = op.convolution();
        if (!Geometry.suits(convolution, inputs)) {
            return Optional.empty();
        }
        Geometry g = Geometry.of(
                convolution,
                inputs.get(0).shape(),
                inputs.get(1).shape(),
                outputs.get(0).shape());
        if (inputs.get(0).dtype() == DType.FLOAT64) {
            return Optional.of(new PlainConvolution(g, PlainConvolution.Wanted.OUTPUT));
        }
        Operands operands = new Operands(0, 1, op.bias() ? 2 : -1);
        Epilogue epilogue = Epilogue.of(op);
        InnerKernels inner = InnerKernels.of(target);
        if (DepthwiseTiling.suits(g)) {
            return Optional.of(new DepthwiseConvolution(g, operands, epilogue, false, "depthwise convolution", inner));
        }
        return Optional.of(new PanelConvolution(g, PackedWeights.forward(g), operands, epilogue, "convolution", inner));
    }
}
