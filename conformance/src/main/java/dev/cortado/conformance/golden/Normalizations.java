package dev.cortado.conformance.golden;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.Reduce;
import java.util.stream.IntStream;

/** Normalizations that no operation is named after, made of those that there are. */
final class Normalizations {

    private Normalizations() {}

    static Tensor layer(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor y = normalized(x, trace.number("epsilon"), last(x, trace.golden().integer("axes_from_end")));
        if (trace.has("weight")) {
            y = y.multiply(trace.tensor("weight").broadcastTo(x.shape()));
        }
        return trace.has("bias") ? y.add(trace.tensor("bias").broadcastTo(x.shape())) : y;
    }

    static Tensor group(GoldenTrace trace) {
        return groups(trace, trace.golden().integer("groups"));
    }

    static Tensor instance(GoldenTrace trace) {
        trace.require(!trace.has("running_mean"), "running statistics");
        return groups(trace, trace.tensor("input").shape().size(1));
    }

    private static Tensor groups(GoldenTrace trace, int groups) {
        Tensor x = trace.tensor("input");
        Shape shape = x.shape();
        int samples = shape.size(0);
        Tensor rows = x.reshape(samples * groups, shape.elements() / samples / groups);
        Tensor y = normalized(rows, trace.number("epsilon"), 1).reshape(shape);
        if (trace.has("weight")) {
            y = y.multiply(Activations.perChannel(trace.tensor("weight"), shape));
        }
        return trace.has("bias") ? y.add(Activations.perChannel(trace.tensor("bias"), shape)) : y;
    }

    static Tensor rootMeanSquare(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        int[] axes = last(x, trace.golden().integer("axes_from_end"));
        Tensor y = x.divide(
                mean(x.multiply(x), axes).add(trace.number("epsilon")).sqrt().broadcastTo(x.shape()));
        return trace.has("weight") ? y.multiply(trace.tensor("weight").broadcastTo(x.shape())) : y;
    }

    static Tensor unitLength(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor squares =
                x.multiply(x).reduce(Reduce.Kind.SUM, true, trace.golden().integer("axis"));
        return x.divide(squares.sqrt().maximum(trace.number("epsilon")).broadcastTo(x.shape()));
    }

    /** Divides by a power of the mean square of the channels around; channels outside count as 0. */
    static Tensor localResponse(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Shape shape = x.shape();
        int window = trace.golden().integer("window");
        int[] low = new int[shape.rank()];
        int[] high = new int[shape.rank()];
        low[1] = window / 2;
        high[1] = (window - 1) / 2;
        Tensor squares = x.multiply(x).pad(low, high);
        Tensor sum = null;
        for (int i = 0; i < window; i++) {
            int[] start = new int[shape.rank()];
            start[1] = i;
            int[] end = shape.toArray();
            end[1] += i;
            Tensor part = squares.slice(start, end);
            sum = sum == null ? part : sum.add(part);
        }
        Tensor divisor = sum.multiply(trace.number("alpha") / window).add(trace.number("k"));
        return x.divide(divisor.pow(trace.number("beta")));
    }

    private static Tensor normalized(Tensor x, double epsilon, int... axes) {
        Tensor centred = x.subtract(mean(x, axes).broadcastTo(x.shape()));
        Tensor variance = mean(centred.multiply(centred), axes);
        return centred.divide(variance.add(epsilon).sqrt().broadcastTo(x.shape()));
    }

    private static Tensor mean(Tensor x, int... axes) {
        int count = IntStream.of(axes).map(axis -> x.shape().size(axis)).reduce(1, (a, b) -> a * b);
        return x.reduce(Reduce.Kind.SUM, true, axes).divide(count);
    }

    private static int[] last(Tensor x, int axes) {
        return IntStream.range(x.shape().rank() - axes, x.shape().rank()).toArray();
    }
}
