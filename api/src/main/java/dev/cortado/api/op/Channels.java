package dev.cortado.api.op;

import dev.cortado.api.Shape;
import dev.cortado.api.ShapeException;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import java.util.List;
import java.util.stream.IntStream;

/** What operations with one number per channel, the second axis, share. */
final class Channels {

    private Channels() {}

    /** Checks that the first operand has channels and all others from the second on are vectors of that size. */
    static void check(Op op, List<TensorSpec> inputs) {
        TensorSpec x = inputs.get(0);
        ShapeRules.floating(op, x);
        if (x.shape().rank() < 2) {
            throw new ShapeException(
                    op.name() + " needs an input [N, C, ...], but got " + x.shape(), "add a channel axis", null);
        }
        Shape vector = Shape.of(x.shape().size(1));
        for (TensorSpec other : inputs.subList(1, inputs.size())) {
            ShapeRules.sameType(op, x, other);
            if (!other.shape().equals(vector)) {
                throw new ShapeException(
                        op.name() + " on " + x.shape() + " needs one number for each of the "
                                + x.shape().size(1) + " channels, but got shape " + other.shape(),
                        "use shape " + vector,
                        null);
            }
        }
    }

    /** Returns how many elements each channel has. */
    static double perChannel(Shape x) {
        return (double) x.size(0) * x.elements(2, x.rank());
    }

    static Reduce sum(Shape x) {
        return new Reduce(Reduce.Kind.SUM, others(x));
    }

    static Reduce sumSquares(Shape x) {
        return new Reduce(Reduce.Kind.SUM_SQUARES, others(x));
    }

    /** Repeats a vector over all axes but the channels. */
    static Tensor spread(Tensor vector, Shape x) {
        return vector.apply(Broadcast.along(1, x));
    }

    private static List<Integer> others(Shape x) {
        return IntStream.range(0, x.rank()).filter(axis -> axis != 1).boxed().toList();
    }
}
