package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.WindowReduce;
import dev.cortado.conformance.broken.NaiveConvolution.Mistake;
import java.util.List;
import java.util.Optional;

/** Convolutions and windows that go wrong. */
final class WindowMutants {

    private static final String CONVOLUTION = "cortado.convolution";

    private WindowMutants() {}

    static List<Mutant> all() {
        return List.of(
                convolution("padding off by one", Mistake.PADDING_OFF_BY_ONE),
                convolution("swapped strides", Mistake.SWAPPED_STRIDES),
                convolution("wrong group order", Mistake.WRONG_GROUP_ORDER),
                convolution("flipped kernel", Mistake.FLIPPED_KERNEL),
                Mutant.of(
                        "dilation ignored in the gradient with respect to the input",
                        "cortado.convolution_input_gradient",
                        backend -> new Replacing(
                                backend,
                                (b, op, in, out) -> op instanceof ConvolutionInputGradient gradient
                                                && gradient.forward().spatialAxes() == 2
                                        ? Optional.of(Replacing.kernel(
                                                b,
                                                x -> List.of(naive(gradient.forward())
                                                        .inputGradient(gradient.inputShape(), x.get(0), x.get(1)))))
                                        : null)),
                Mutant.of(
                        "dilation ignored in the gradient with respect to the weights",
                        "cortado.convolution_weight_gradient",
                        backend -> new Replacing(
                                backend,
                                (b, op, in, out) -> op instanceof ConvolutionWeightGradient gradient
                                                && gradient.forward().spatialAxes() == 2
                                        ? Optional.of(Replacing.kernel(
                                                b,
                                                x -> List.of(naive(gradient.forward())
                                                        .weightGradient(gradient.kernelShape(), x.get(0), x.get(1)))))
                                        : null)),
                Mutant.of("maximum counts the padding as 0", "cortado.window_max", WindowMutants::paddedMaximum),
                Mutant.of("sum counts the padding as 1", "cortado.window_sum", WindowMutants::paddedSum));
    }

    private static NaiveConvolution naive(Convolution op) {
        return new NaiveConvolution(op, Mistake.DILATION_IGNORED);
    }

    private static Mutant convolution(String name, Mistake mistake) {
        return Mutant.of(
                name,
                CONVOLUTION,
                backend -> new Replacing(
                        backend,
                        (b, op, in, out) -> op instanceof Convolution convolution && convolution.spatialAxes() == 2
                                ? Optional.of(Replacing.kernel(
                                        b,
                                        x -> List.of(new NaiveConvolution(convolution, mistake)
                                                .forward(x.get(0), x.get(1)))))
                                : null));
    }

    private static boolean isPadded(Op op, WindowReduce.Kind kind) {
        return op instanceof WindowReduce reduce
                && reduce.kind() == kind
                && reduce.window().padLow().stream().anyMatch(size -> size > 0);
    }

    private static Backend paddedMaximum(Backend backend) {
        return new Corrupting(backend, op -> isPadded(op, WindowReduce.Kind.MAX), (op, x, y) -> {
            // the first window of the first plane begins in the padding
            HostTensor result = y.get(0);
            if (result.spec().elements() > 0) {
                result.set(0, Math.max(0, result.get(0)));
            }
        });
    }

    private static Backend paddedSum(Backend backend) {
        return new Corrupting(backend, op -> isPadded(op, WindowReduce.Kind.SUM), (op, x, y) -> {
            HostTensor result = y.get(0);
            if (result.spec().elements() > 0) {
                result.set(0, result.get(0) + 1);
            }
        });
    }
}
