package dev.cortado.backend.cpu.kernel.normalize;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.HostTarget;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Prepares fused kernels for batch normalization of float32; planes shorter than a vector
 * are left to decomposition, unless they are those of images. */
public final class NormalizationKernels implements HostKernel.Factory {

    private static final int SHORTEST_PLANE = 16;
    /** The rank of images, whose channels may come last where vectors run over them. */
    private static final int IMAGE = 4;

    @Override
    public Optional<HostKernel> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, HostTarget target) {
        boolean known =
                op instanceof BatchNormTraining || op instanceof BatchNormGradient || op instanceof BatchNormInference;
        if (!known || inputs.get(0).dtype() != DType.FLOAT32) {
            return Optional.empty();
        }
        Shape x = inputs.get(0).shape();
        if (x.elements() == 0 || x.rank() != IMAGE && x.elements(2, x.rank()) < SHORTEST_PLANE) {
            return Optional.empty();
        }
        boolean vectors = target.vectorBits() > 0;
        if (op instanceof BatchNormTraining training) {
            return Optional.of(new TrainingKernel(x, training.epsilon(), vectors));
        }
        if (op instanceof BatchNormGradient gradient) {
            return Optional.of(new GradientKernel(x, gradient.epsilon(), vectors));
        }
        return Optional.of(new InferenceKernel(x, ((BatchNormInference) op).epsilon(), vectors));
    }
}
