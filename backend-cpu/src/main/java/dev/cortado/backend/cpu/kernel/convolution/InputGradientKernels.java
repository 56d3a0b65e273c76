package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.convolution.PanelConvolution.Operands;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prepares kernels for the gradient of a convolution with respect to its input. */
public final class InputGradientKernels implements HostKernel.Factory {

    private static final double MOST_ZEROS = 1.3;
    private static final int FEW_OUTPUTS = 8;

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        // The tilings divide by the numbers of channels; without any, the decomposition ends in a convolution.
        if (op instanceof ConvolutionInputGradient gradient
                && inputs.get(0).elements() > 0
                && Geometry.suits(gradient.forward(), inputs)) {
            return Optional.of(kernel(gradient, inputs, InnerKernels.of(target)));
        }
        return Optional.empty();
    }

    private static HostKernel kernel(ConvolutionInputGradient op, List<TensorSpec> inputs, InnerKernels inner) {
        Shape kernel = inputs.get(0).shape();
        Shape gradient = inputs.get(1).shape();
        Geometry forward = Geometry.of(op.forward(), op.inputShape(), kernel, gradient);
        if (inputs.get(0).dtype() == DType.FLOAT64) {
            return new PlainConvolution(forward, PlainConvolution.Wanted.INPUT);
        }
        Geometry geometry = reversed(op, kernel, gradient);
        if (DepthwiseTiling.suits(geometry)) {
            String description = "depthwise input gradient";
            return new DepthwiseConvolution(geometry, new Operands(1, 0, -1), Epilogue.NONE, true, description, inner);
        }
        if (multipliesManyZeros(forward)) {
            return new ScatterInputGradient(forward, inner);
        }
        return new PanelConvolution(
                geometry,
                PackedWeights.reversed(geometry),
                new Operands(1, 0, -1),
                Epilogue.NONE,
                "input gradient by reversed convolution",
                inner);
    }

    /** Tells whether the reversed convolution would spend its time on zeros; it has the longer sums otherwise. */
    private static boolean multipliesManyZeros(Geometry g) {
        return g.outputs >= FEW_OUTPUTS && g.plane > MOST_ZEROS * g.places;
    }

    /** Returns the convolution of the gradient, spread by the stride, with the reversed kernel. */
    private static Geometry reversed(ConvolutionInputGradient op, Shape kernel, Shape gradient) {
        Convolution forward = op.forward();
        List<Integer> low = new ArrayList<>();
        for (int i = 0; i < forward.spatialAxes(); i++) {
            low.add(forward.kernelDilation().get(i) * (kernel.size(i + 2) - 1)
                    - forward.padLow().get(i));
        }
        Convolution reversed = new Convolution(
                forward.inputDilation(), low, low, forward.stride(), forward.kernelDilation(), forward.groups());
        Shape exchanged = kernel.with(0, kernel.size(1) * forward.groups()).with(1, kernel.size(0) / forward.groups());
        return Geometry.of(reversed, gradient, exchanged, op.inputShape());
    }
}
