package dev.cortado.backend.cpu.kernel.last.normalize;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.matmul.InnerKernels;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import java.util.List;
import java.util.Optional;

/** Prepares fused kernels for batch normalization of float32 images with channels last. */
public final class LastNormalizationKernels implements HostKernel.Factory {

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        if (!(op instanceof ChannelsLast last)
                || inputs.get(0).dtype() != DType.FLOAT32
                || inputs.get(0).elements() == 0) {
            return Optional.empty();
        }
        Shape image = inputs.get(0).shape();
        InnerKernels inner = InnerKernels.of(target);
        if (last.op() instanceof BatchNormTraining training) {
            return Optional.of(new LastTraining(image, training.epsilon(), inner, Activation.NONE));
        }
        if (last.op() instanceof RectifiedTraining training) {
            return Optional.of(
                    new LastTraining(image, training.normalization().epsilon(), inner, training.activation()));
        }
        if (last.op() instanceof BatchNormGradient gradient) {
            return Optional.of(new LastGradient(image, gradient.epsilon(), inner));
        }
        if (last.op() instanceof RectifiedGradient gradient) {
            return Optional.of(new LastRectifiedGradient(image, gradient, inner));
        }
        return last.op() instanceof BatchNormInference inference
                ? Optional.of(new LastInference(image, inference.epsilon(), inner))
                : Optional.empty();
    }
}
