package dev.cortado.backend.cpu.lower;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.matmul.Width;
import java.util.List;

/** Decides, by shapes alone, which operations are worth a change of layout. */
final class LayoutChoice {

    /** Fewer channels than these are a short part of the depth, and lie on no lanes. */
    private static final int FEW_CHANNELS = 4;

    private LayoutChoice() {}

    /** Tells whether an operation gains so much by channels last that its operands are worth reordering. */
    static boolean gains(Op op, List<TensorSpec> inputs) {
        if (inputs.get(0).dtype() != DType.FLOAT32) {
            return false;
        }
        if (op instanceof FusedConvolution fused) {
            return gains(
                    fused.convolution(),
                    inputs.get(1).shape().size(0),
                    inputs.get(1).shape().size(1));
        }
        if (op instanceof Convolution convolution) {
            return gains(
                    convolution,
                    inputs.get(1).shape().size(0),
                    inputs.get(1).shape().size(1));
        }
        if (op instanceof ConvolutionInputGradient gradient) {
            return gains(
                    gradient.forward(),
                    inputs.get(0).shape().size(0),
                    inputs.get(0).shape().size(1));
        }
        if (op instanceof ConvolutionWeightGradient gradient) {
            return gains(
                    gradient.forward(),
                    gradient.kernelShape().size(0),
                    gradient.kernelShape().size(1));
        }
        return false;
    }

    private static boolean gains(Convolution op, int outputs, int groupChannels) {
        boolean depthwise = op.groups() == outputs && groupChannels == 1;
        if (!depthwise && op.groups() > 1 || outputs == 0 || groupChannels == 0) {
            return false;
        }
        boolean channelsFill = depthwise || groupChannels < FEW_CHANNELS || fillsLanes(groupChannels);
        return channelsFill && fillsLanes(outputs);
    }

    /** Tells whether at least three of four lanes of the widest vectors are used. */
    private static boolean fillsLanes(int channels) {
        return 4 * channels >= 3 * Width.roundUp(channels);
    }
}
