package dev.cortado.conformance.golden;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.LeakyRelu;
import dev.cortado.api.op.Pad;
import java.util.List;

/** Activations, padding and moves of golden cases. */
final class Elements {

    private static final double CUBIC = 0.044715;

    private Elements() {}

    static Tensor leakyRelu(GoldenTrace trace) {
        return trace.tensor("input").apply(new LeakyRelu(trace.number("slope")));
    }

    static Tensor silu(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        return x.multiply(x.sigmoid());
    }

    static Tensor gelu(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        if (trace.text("approximation").equals("tanh")) {
            Tensor inner = x.add(x.multiply(x).multiply(x).multiply(CUBIC)).multiply(Math.sqrt(2 / Math.PI));
            return x.multiply(0.5).multiply(inner.tanh().add(1));
        }
        return x.multiply(0.5).multiply(x.multiply(Math.sqrt(0.5)).erf().add(1));
    }

    static Tensor pad(GoldenTrace trace) {
        trace.require(trace.text("mode").equals("constant"), "padding of mode " + trace.text("mode"));
        Tensor x = trace.tensor("input");
        List<?> pads = (List<?>) trace.golden().attributes().get("pads");
        int[] low = new int[x.shape().rank()];
        int[] high = new int[low.length];
        for (int i = 0; i < pads.size(); i++) {
            int axis = low.length - pads.size() + i;
            low[axis] = ((Double) ((List<?>) pads.get(i)).get(0)).intValue();
            high[axis] = ((Double) ((List<?>) pads.get(i)).get(1)).intValue();
        }
        return x.apply(Pad.zeros(low, high).withValue(trace.number("value")));
    }

    static Tensor pixelShuffle(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Shape shape = x.shape();
        int factor = trace.golden().integer("factor");
        int channels = shape.size(1) / (factor * factor);
        return x.reshape(shape.size(0), channels, factor, factor, shape.size(2), shape.size(3))
                .transpose(0, 1, 4, 2, 5, 3)
                .reshape(shape.size(0), channels, shape.size(2) * factor, shape.size(3) * factor);
    }

    static Tensor pixelUnshuffle(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Shape shape = x.shape();
        int factor = trace.golden().integer("factor");
        int rows = shape.size(2) / factor;
        int columns = shape.size(3) / factor;
        return x.reshape(shape.size(0), shape.size(1), rows, factor, columns, factor)
                .transpose(0, 1, 3, 5, 2, 4)
                .reshape(shape.size(0), shape.size(1) * factor * factor, rows, columns);
    }

    static Tensor channelShuffle(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Shape shape = x.shape();
        int groups = trace.golden().integer("groups");
        int inner = shape.elements() / shape.size(0) / shape.size(1);
        return x.reshape(shape.size(0), groups, shape.size(1) / groups, inner)
                .transpose(0, 2, 1, 3)
                .reshape(shape);
    }
}
