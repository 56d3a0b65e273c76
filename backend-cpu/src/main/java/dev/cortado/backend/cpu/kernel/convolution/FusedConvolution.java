package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.Cost;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Decomposable;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.List;
import java.util.Optional;

/**
 * A convolution, plus one number per output channel, then normalization with fixed statistics, then an activation.
 *
 * <p>Operands: those of the convolution, then the vector if there is one, then scale, shift, mean and variance if there is a
 * normalization.
 *
 * @param convolution the convolution
 * @param bias whether a vector is added
 * @param normalization what the sum is normalized by, if at all
 * @param activation what is done to the result
 */
public record FusedConvolution(
        Convolution convolution, boolean bias, Optional<BatchNormInference> normalization, Activation activation)
        implements Decomposable {

    /** Creates one without normalization. */
    public FusedConvolution(Convolution convolution, boolean bias, Activation activation) {
        this(convolution, bias, Optional.empty(), activation);
    }

    /** Returns which operands are images. */
    public List<Integer> images() {
        return List.of(0);
    }

    @Override
    public String name() {
        return "cortado.cpu.fused_convolution";
    }

    @Override
    public List<TensorSpec> infer(List<TensorSpec> inputs) {
        return convolution.infer(inputs.subList(0, 2));
    }

    @Override
    public Cost cost(List<TensorSpec> inputs, List<TensorSpec> outputs) {
        return convolution.cost(inputs.subList(0, 2), outputs);
    }

    @Override
    public List<Tensor> decompose(List<Tensor> inputs) {
        Tensor y = inputs.get(0).apply(convolution, inputs.get(1));
        int next = 2;
        if (bias) {
            y = y.add(inputs.get(next++).apply(Broadcast.along(1, y.shape())));
        }
        if (normalization.isPresent()) {
            y = y.apply(normalization.get(), inputs.subList(next, next + 4).toArray(new Tensor[0]));
        }
        return List.of(activation.of(y));
    }
}
