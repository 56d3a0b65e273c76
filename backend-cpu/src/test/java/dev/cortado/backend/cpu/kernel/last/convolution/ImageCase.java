package dev.cortado.backend.cpu.kernel.last.convolution;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import java.util.List;

/** A convolution and its operands, with channels first. */
record ImageCase(String name, Convolution op, int[] input, int[] kernel) {

    HostTensor x() {
        return Numbers.random(1, input);
    }

    HostTensor weights() {
        return Numbers.random(2, kernel);
    }

    HostTensor upstream() {
        TensorSpec x = x().spec();
        return Numbers.random(
                3, op.infer(List.of(x, weights().spec())).get(0).shape().toArray());
    }

    @Override
    public String toString() {
        return name;
    }

    Op inputGradient() {
        return new ChannelsLast(new ConvolutionInputGradient(op, Shape.of(input)));
    }

    Op weightGradient() {
        return new ChannelsLast(new ConvolutionWeightGradient(op, Shape.of(kernel)));
    }
}
