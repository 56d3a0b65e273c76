package dev.cortado.backend.nd4j.host;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/**
 * The gradient of batch normalization, channel by channel and in float64.
 *
 * <p>ND4J's {@code batchnorm_bp} gives it only where mean and variance are those of x.
 */
public final class ChannelGradient implements Kernel.Factory {

    @Override
    public Optional<Kernel> prepare(Op op, List<TensorSpec> in, List<TensorSpec> out) {
        if (!(op instanceof BatchNormGradient gradient) || in.get(0).elements() == 0) {
            return Optional.empty();
        }
        return Optional.of(Kernel.hostLoop("channels", (x, y, w) -> new Loop(gradient.epsilon(), x, y)::run));
    }

    /** The operands, the results, and one line of each. */
    private static final class Loop {

        private final double epsilon;
        private final Region x;
        private final Region dy;
        private final Region dx;
        private final List<Region> vectors;
        private final List<Region> results;
        private final int images;
        private final int channels;
        private final int plane;
        private final double[] line;
        private final double[] gradients;
        private final double[] scales;
        private final double[] means;
        private final double[] variances;
        private final double[] scaleGradients;
        private final double[] shiftGradients;

        private Loop(double epsilon, List<Region> in, List<Region> out) {
            this.epsilon = ElementwiseLoops.rounded(in.get(0).dtype(), epsilon);
            x = in.get(0);
            dy = in.get(4);
            dx = out.get(0);
            vectors = in.subList(1, 4);
            results = out.subList(1, 3);
            Shape shape = x.spec().shape();
            images = shape.size(0);
            channels = shape.size(1);
            plane = shape.elements(2, shape.rank());
            line = new double[plane];
            gradients = new double[plane];
            scales = new double[channels];
            means = new double[channels];
            variances = new double[channels];
            scaleGradients = new double[channels];
            shiftGradients = new double[channels];
        }

        private void run() {
            vectors.get(0).get(0, channels, scales);
            vectors.get(1).get(0, channels, means);
            vectors.get(2).get(0, channels, variances);
            for (int c = 0; c < channels; c++) {
                double inverse = 1 / Math.sqrt(variances[c] + epsilon);
                sum(c, means[c]);
                scaleGradients[c] *= inverse;
                spread(c, means[c], inverse);
            }
            results.get(0).put(0, channels, scaleGradients);
            results.get(1).put(0, channels, shiftGradients);
        }

        private void sum(int c, double mean) {
            double plain = 0;
            double weighed = 0;
            for (int n = 0; n < images; n++) {
                x.get((n * channels + c) * plane, plane, line);
                dy.get((n * channels + c) * plane, plane, gradients);
                for (int i = 0; i < plane; i++) {
                    plain += gradients[i];
                    weighed += gradients[i] * (line[i] - mean);
                }
            }
            shiftGradients[c] = plain;
            scaleGradients[c] = weighed;
        }

        private void spread(int c, double mean, double inverse) {
            double count = (double) images * plane;
            double shift = shiftGradients[c] / count;
            double slope = scaleGradients[c] / count * inverse;
            double factor = scales[c] * inverse;
            for (int n = 0; n < images; n++) {
                int start = (n * channels + c) * plane;
                x.get(start, plane, line);
                dy.get(start, plane, gradients);
                for (int i = 0; i < plane; i++) {
                    line[i] = factor * (gradients[i] - shift - (line[i] - mean) * slope);
                }
                dx.put(start, plane, line);
            }
        }
    }
}
