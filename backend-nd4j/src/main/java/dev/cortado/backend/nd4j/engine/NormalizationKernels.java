package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Op;
import dev.cortado.backend.nd4j.host.ChannelMoments;
import dev.cortado.backend.nd4j.host.Kernel;
import dev.cortado.backend.nd4j.host.Region;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Batch normalization by ND4J; the statistics of a batch are taken in a loop in Java, in float64. */
public final class NormalizationKernels implements Kernel.Factory {

    private static final long[] SCALE_AND_SHIFT_ALONG_CHANNELS = {1, 1, 1};

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (in.isEmpty() || in.get(0).elements() == 0) {
            return Optional.empty();
        }
        if (op instanceof BatchNormInference inference) {
            return Optional.of(Kernel.nd4j(
                    "batchnorm",
                    (x, y, w) -> normalize(
                            inference.epsilon(), x.get(0), x.get(3), x.get(4), x.get(1), x.get(2), y.get(0))));
        }
        if (op instanceof BatchNormTraining training) {
            return Optional.of(Kernel.nd4j(
                    "batchnorm after host moments",
                    (x, y, w) -> Steps.of(List.of(
                            ChannelMoments.of(x.get(0), y.get(1), y.get(2)),
                            normalize(
                                    training.epsilon(), x.get(0), y.get(1), y.get(2), x.get(1), x.get(2), y.get(0))))));
        }
        return Optional.empty();
    }

    private static Runnable normalize(
            double epsilon, Region x, Region mean, Region variance, Region scale, Region shift, Region y) {
        return NativeCall.of(
                "batchnorm",
                new INDArray[] {image(x), Arrays.of(mean), Arrays.of(variance), Arrays.of(scale), Arrays.of(shift)},
                new INDArray[] {image(y)},
                SCALE_AND_SHIFT_ALONG_CHANNELS,
                epsilon);
    }

    /** Returns a tensor as [N, C, H, W], the form that oneDNN takes. */
    private static INDArray image(Region region) {
        Shape shape = region.spec().shape();
        int rank = shape.rank();
        int width = rank > 2 ? shape.size(-1) : 1;
        return Arrays.of(region, shape.size(0), shape.size(1), shape.elements(2, rank) / width, width);
    }
}
