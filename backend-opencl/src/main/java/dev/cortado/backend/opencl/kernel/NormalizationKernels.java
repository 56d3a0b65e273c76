package dev.cortado.backend.opencl.kernel;

import static dev.cortado.backend.opencl.kernel.Argument.in;
import static dev.cortado.backend.opencl.kernel.Argument.of;
import static dev.cortado.backend.opencl.kernel.Argument.out;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Op;
import java.util.List;
import java.util.Optional;

/** Plans batch normalization, in training and inference, and its gradient. */
public final class NormalizationKernels implements KernelFactory {

    private static final int GRAIN = 4096;

    @Override
    public Optional<KernelPlan> prepare(Op op, List<TensorSpec> inputs, List<TensorSpec> outputs, Target target) {
        if (!isOne(op) || inputs.get(0).elements() == 0) {
            return Optional.empty();
        }
        TensorSpec x = inputs.get(0);
        Channels c = new Channels(x, target.sources().of("normalize", x.dtype()), target);
        if (op instanceof BatchNormTraining training) {
            Launch statistics = c.perChannel("statistics", in(0), out(1), out(2), c.images(), c.channels(), c.places());
            Launch scaled = c.perRow(
                    "scale_channels",
                    in(0),
                    in(1),
                    in(2),
                    out(1),
                    out(2),
                    out(0),
                    c.rows(),
                    c.channels(),
                    c.places(),
                    c.number(training.epsilon()));
            return Optional.of(KernelPlan.of("per channel", statistics, scaled));
        }
        if (op instanceof BatchNormInference inference) {
            return Optional.of(KernelPlan.of(
                    "per channel",
                    c.perRow(
                            "scale_channels",
                            in(0),
                            in(1),
                            in(2),
                            in(3),
                            in(4),
                            out(0),
                            c.rows(),
                            c.channels(),
                            c.places(),
                            c.number(inference.epsilon()))));
        }
        return Optional.of(gradient((BatchNormGradient) op, c));
    }

    private static boolean isOne(Op op) {
        return op instanceof BatchNormTraining || op instanceof BatchNormInference || op instanceof BatchNormGradient;
    }

    private static KernelPlan gradient(BatchNormGradient op, Channels c) {
        Argument epsilon = c.number(op.epsilon());
        Launch sums = c.perChannel(
                "gradient_sums",
                in(0),
                in(2),
                in(3),
                in(4),
                out(1),
                out(2),
                c.images(),
                c.channels(),
                c.places(),
                epsilon);
        Launch scaled = c.perRow(
                "scale_gradient",
                in(0),
                in(1),
                in(2),
                in(3),
                in(4),
                out(0),
                out(1),
                out(2),
                c.rows(),
                c.channels(),
                c.places(),
                c.number((double) c.x.shape().size(0) * c.plane()),
                epsilon);
        return KernelPlan.of("per channel", sums, scaled);
    }

    /** What the launches of one normalization share. */
    private record Channels(TensorSpec x, String source, Target target) {

        int plane() {
            Shape shape = x.shape();
            return shape.elements(2, shape.rank());
        }

        Argument images() {
            return of(x.shape().size(0));
        }

        Argument channels() {
            return of(x.shape().size(1));
        }

        Argument places() {
            return of(plane());
        }

        Argument rows() {
            return of(x.shape().elements(0, 2));
        }

        Argument number(double value) {
            return new Argument.Number(x.dtype(), value);
        }

        Launch perChannel(String entry, Argument... arguments) {
            return target.groups(source, entry, x.shape().size(1), arguments);
        }

        Launch perRow(String entry, Argument... arguments) {
            int items = target.isGpu() ? x.elements() : x.shape().elements(0, 2);
            return target.each(source, entry, items, Math.max(1, GRAIN / plane()), arguments);
        }
    }
}
