package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
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
import dev.cortado.backend.cpu.kernel.last.depthwise.DepthwiseLastConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for depthwise convolutions of float32 images with channels last, and for their gradients. */
public final class DepthwiseLastKernels implements HostKernel.Factory {

    private static final long MOST_KEPT = 1 << 15;

    private static final int ROWS = 2;
    private static final int COLUMNS = 3;

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (!(op instanceof ChannelsLast last) || inputs.get(0).dtype() != DType.FLOAT32) {
            return Optional.empty();
        }
        List<TensorSpec> operands = last.firstInputs(inputs);
        Shape result = last.firstOutputs(outputs).get(0).shape();
        InnerKernels inner = InnerKernels.of(target);
        if (last.op() instanceof Convolution convolution) {
            return forward(new FusedConvolution(convolution, false, Activation.NONE), operands, result, inner);
        }
        if (last.op() instanceof FusedConvolution fused) {
            return forward(fused, operands, result, inner);
        }
        if (last.op() instanceof ConvolutionInputGradient gradient) {
            return inputGradient(gradient, operands, inner);
        }
        if (last.op() instanceof ConvolutionWeightGradient gradient) {
            return weightGradient(gradient, operands, inner);
        }
        return Optional.empty();
    }

    private static boolean suits(Convolution op, Shape kernel, Shape input) {
        return op.spatialAxes() == 2
                && op.inputDilation().equals(List.of(1, 1))
                && op.groups() == input.size(1)
                && op.groups() == kernel.size(0)
                && kernel.elements() > 0
                && ringOfRows(op, kernel, input) <= MOST_KEPT
                && input.size(ROWS) * input.size(COLUMNS) > 0;
    }

    /** Returns about how many elements of a channel are kept for a line of results, which is never cut. */
    private static long ringOfRows(Convolution op, Shape kernel, Shape input) {
        long reach = (kernel.size(ROWS) - 1L) * op.kernelDilation().get(0) + 1;
        long padding =
                Math.max(0L, op.padLow().get(1)) + Math.max(0, op.padHigh().get(1));
        return reach * (input.size(COLUMNS) + padding);
    }

    private static Optional<HostKernel> forward(
            FusedConvolution op, List<TensorSpec> inputs, Shape result, InnerKernels inner) {
        Shape x = inputs.get(0).shape();
        Shape kernel = inputs.get(1).shape();
        if (!suits(op.convolution(), kernel, x)) {
            return Optional.empty();
        }
        return Optional.of(new DepthwiseLastConvolution(
                x.size(0),
                x.size(1),
                forward(op.convolution(), x, kernel, result, ROWS),
                forward(op.convolution(), x, kernel, result, COLUMNS),
                new Operands(0, 1, op.bias() ? 2 : -1),
                LastEpilogue.of(op),
                "depthwise convolution, channels last",
                inner));
    }

    private static WalkedAxis forward(Convolution op, Shape x, Shape kernel, Shape y, int axis) {
        int i = axis - ROWS;
        List<Walk> walks = Walk.forward(
                y.size(axis),
                kernel.size(axis),
                op.stride().get(i),
                op.padLow().get(i),
                op.kernelDilation().get(i));
        return WalkedAxis.of(x.size(axis), kernel.size(axis), y.size(axis), walks);
    }

    private static Optional<HostKernel> inputGradient(
            ConvolutionInputGradient op, List<TensorSpec> inputs, InnerKernels inner) {
        Shape kernel = inputs.get(0).shape();
        Shape dy = inputs.get(1).shape();
        Shape dx = op.inputShape();
        if (!suits(op.forward(), kernel, dx)) {
            return Optional.empty();
        }
        return Optional.of(new DepthwiseLastConvolution(
                dx.size(0),
                dx.size(1),
                backward(op.forward(), dx, kernel, dy, ROWS),
                backward(op.forward(), dx, kernel, dy, COLUMNS),
                new Operands(1, 0, -1),
                LastEpilogue.NONE,
                "depthwise input gradient, channels last",
                inner));
    }

    private static WalkedAxis backward(Convolution op, Shape dx, Shape kernel, Shape dy, int axis) {
        int i = axis - ROWS;
        List<Walk> walks = Walk.gradient(
                dx.size(axis),
                kernel.size(axis),
                op.stride().get(i),
                op.padLow().get(i),
                op.kernelDilation().get(i));
        return WalkedAxis.of(dy.size(axis), kernel.size(axis), dx.size(axis), walks);
    }

    private static Optional<HostKernel> weightGradient(
            ConvolutionWeightGradient op, List<TensorSpec> inputs, InnerKernels inner) {
        Shape x = inputs.get(0).shape();
        Shape dy = inputs.get(1).shape();
        if (!suits(op.forward(), op.kernelShape(), x)) {
            return Optional.empty();
        }
        return Optional.of(new DepthwiseLastWeightGradient(
                x.size(0),
                x.size(1),
                forward(op.forward(), x, op.kernelShape(), dy, ROWS),
                forward(op.forward(), x, op.kernelShape(), dy, COLUMNS),
                inner));
    }
}
