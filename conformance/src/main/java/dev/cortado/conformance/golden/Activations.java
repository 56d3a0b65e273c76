package dev.cortado.conformance.golden;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import java.util.Arrays;

/** Activations that no operation is named after, made of those that there are. */
final class Activations {

    private static final double SELU_SCALE = 1.0507009873554804934193349852946;
    private static final double SELU_ALPHA = 1.6732632423543772848170429916717;

    private static final double LIMIT = 3;

    private Activations() {}

    static Tensor celu(GoldenTrace trace) {
        return exponential(trace.tensor("input"), trace.number("alpha"), trace.number("alpha"));
    }

    static Tensor elu(GoldenTrace trace) {
        return exponential(trace.tensor("input"), trace.number("alpha"), 1);
    }

    static Tensor selu(GoldenTrace trace) {
        return exponential(trace.tensor("input"), SELU_ALPHA, 1).multiply(SELU_SCALE);
    }

    /** Returns x above 0, and below {@code alpha (exp(x / width) - 1)}. */
    private static Tensor exponential(Tensor x, double alpha, double width) {
        Tensor below = x.minimum(0).divide(width).exp().subtract(1).multiply(alpha);
        return x.greater(0).select(x, below);
    }

    static Tensor hardSigmoid(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        // PyTorch's derivative is the float32 that is nearest to 1/6, also in float64
        trace.require(x.dtype() == DType.FLOAT32, "a derivative in float32");
        Tensor line = x.add(LIMIT).divide(2 * LIMIT);
        return between(x, -LIMIT, x.filled(x.shape(), 0), line, LIMIT, x.filled(x.shape(), 1));
    }

    static Tensor hardSwish(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor curve = x.multiply(x.add(LIMIT)).divide(2 * LIMIT);
        return between(x, -LIMIT, x.filled(x.shape(), 0), curve, LIMIT, x);
    }

    static Tensor relu6(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        return between(x, 0, x.filled(x.shape(), 0), x, 2 * LIMIT, x.filled(x.shape(), 2 * LIMIT));
    }

    /** Chooses by two limits, which themselves belong to what lies outside. */
    private static Tensor between(Tensor x, double low, Tensor below, Tensor inside, double high, Tensor above) {
        return x.greater(low).select(x.less(high).select(inside, above), below);
    }

    static Tensor softplus(GoldenTrace trace) {
        double beta = trace.number("beta");
        double threshold = trace.number("threshold");
        Tensor x = trace.tensor("input");
        Tensor curve = x.multiply(beta).minimum(threshold).exp().add(1).log().divide(beta);
        return x.multiply(beta).greater(threshold).select(x, curve);
    }

    /** Returns {@code log(1 + exp(x))}, which does not overflow. */
    static Tensor softplus(Tensor x) {
        Tensor low = x.minimum(0).exp().add(1).log();
        Tensor high = x.add(x.maximum(0).negate().exp().add(1).log());
        return x.less(0).select(low, high);
    }

    static Tensor logSigmoid(GoldenTrace trace) {
        return softplus(trace.tensor("input").negate()).negate();
    }

    static Tensor mish(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        return x.multiply(softplus(x).tanh());
    }

    static Tensor softsign(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        return x.divide(x.abs().add(1));
    }

    static Tensor prelu(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor slope = perChannel(trace.tensor("weight"), x.shape());
        return x.greater(0).select(x, x.multiply(slope));
    }

    /** Lets numbers of channels meet axis 1. */
    static Tensor perChannel(Tensor numbers, Shape shape) {
        int[] sizes = new int[shape.rank()];
        Arrays.fill(sizes, 1);
        sizes[Math.min(1, sizes.length - 1)] = numbers.shape().elements();
        return numbers.reshape(sizes).broadcastTo(shape);
    }

    static Tensor embedding(GoldenTrace trace) {
        Tensor indices = trace.tensor("index");
        trace.require(indices.dtype() == DType.INT32, "indices that are no whole numbers");
        Tensor table = trace.tensor("weight");
        int width = table.shape().size(1);
        int count = indices.shape().elements();
        int[] sizes = Arrays.copyOf(indices.shape().toArray(), indices.shape().rank() + 1);
        sizes[sizes.length - 1] = width;
        return table.gatherAlong(0, indices.reshape(count, 1).broadcastTo(Shape.of(count, width)))
                .reshape(sizes);
    }
}
