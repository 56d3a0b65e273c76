package dev.cortado.conformance.golden;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Reduce;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowReduce;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** Pooling of golden cases. */
final class Pooling {

    private Pooling() {}

    static Map<String, Tensor> max(GoldenTrace trace, int axes) {
        Tensor x = trace.tensor("input");
        Window window = window(trace, axes);
        Map<String, Tensor> results = new LinkedHashMap<>();
        results.put("output", x.apply(new WindowReduce(WindowReduce.Kind.MAX, window)));
        results.put("argmax", x.apply(new WindowArgMax(window)));
        return results;
    }

    static Tensor sum(GoldenTrace trace, int axes) {
        return trace.tensor("input").apply(new WindowReduce(WindowReduce.Kind.SUM, window(trace, axes)));
    }

    /** The power mean without the mean: the root of the sum of powers. */
    static Tensor power(GoldenTrace trace, int axes) {
        double power = trace.number("power");
        return trace.tensor("input")
                .pow(power)
                .apply(new WindowReduce(WindowReduce.Kind.SUM, window(trace, axes)))
                .pow(1 / power);
    }

    static Tensor average(GoldenTrace trace, int axes) {
        Tensor x = trace.tensor("input");
        Window window = window(trace, axes);
        Tensor sum = x.apply(new WindowReduce(WindowReduce.Kind.SUM, window));
        TensorSpec spec = TensorSpec.of(
                sum.dtype(), java.util.Arrays.copyOfRange(sum.shape().toArray(), 2, axes + 2));
        HostTensor divisors = HostTensor.filled(spec, 1);
        boolean padded = !trace.golden().attributes().containsKey("count_include_pad")
                || trace.golden().truth("count_include_pad");
        int[] padding = trace.integers("padding", axes, 0);
        for (int i = 0; i < spec.elements(); i++) {
            int rest = i;
            double divisor = 1;
            for (int axis = axes - 1; axis >= 0; axis--) {
                int place = rest % spec.shape().size(axis);
                rest /= spec.shape().size(axis);
                int start = place * window.stride().get(axis) - padding[axis];
                int end = Math.min(
                        start + window.size().get(axis), x.shape().size(axis + 2) + (padded ? padding[axis] : 0));
                divisor *= end - Math.max(start, padded ? -padding[axis] : 0);
            }
            divisors.set(i, divisor);
        }
        return sum.divide(x.constant(divisors));
    }

    static Tensor global(GoldenTrace trace, boolean average) {
        Tensor x = trace.tensor("input");
        int rank = x.shape().rank();
        int[] spatial = IntStream.range(2, rank).toArray();
        Tensor y = average ? x.mean(spatial) : x.max(spatial);
        Shape shape = x.shape();
        for (int axis : spatial) {
            shape = shape.with(axis, 1);
        }
        return y.reshape(shape);
    }

    private static Window window(GoldenTrace trace, int axes) {
        int[] size = trace.integers("kernel", axes, 1);
        int[] stride = trace.integers("stride", axes, 1);
        int[] dilation = trace.integers("dilation", axes, 1);
        int[] low = trace.integers("padding", axes, 0);
        int[] high = low.clone();
        Shape shape = trace.tensor("input").shape();
        for (int i = 0; i < axes && trace.golden().truth("ceil_mode"); i++) {
            int extent = dilation[i] * (size[i] - 1) + 1;
            int length = shape.size(i + 2);
            int steps = -Math.floorDiv(extent - length - low[i] - high[i], stride[i]);
            // a window that would begin behind the input is dropped
            if (steps * stride[i] >= length + low[i]) {
                steps--;
            }
            high[i] = Math.max(0, steps * stride[i] + extent - length - low[i]);
        }
        return Window.of(size, stride).withPadding(low, high).withDilation(dilation);
    }

    /** Divides each axis into parts as equal as whole numbers allow, which may overlap, and pools each. */
    static Tensor adaptive(GoldenTrace trace, int spatial, boolean average) {
        Tensor y = trace.tensor("input");
        int[] sizes = trace.golden().integers("output_size");
        for (int i = 0; i < spatial; i++) {
            int axis = y.shape().rank() - spatial + i;
            y = parts(y, axis, sizes[i], average);
        }
        return y;
    }

    private static Tensor parts(Tensor x, int axis, int count, boolean average) {
        int size = x.shape().size(axis);
        Tensor all = null;
        for (int i = 0; i < count; i++) {
            int[] start = new int[x.shape().rank()];
            int[] end = x.shape().toArray();
            start[axis] = i * size / count;
            end[axis] = ((i + 1) * size + count - 1) / count;
            Tensor part = x.slice(start, end);
            Tensor pooled = average
                    ? part.reduce(Reduce.Kind.SUM, true, axis).divide(end[axis] - start[axis])
                    : part.reduce(Reduce.Kind.MAX, true, axis);
            all = all == null ? pooled : all.concat(axis, pooled);
        }
        return all;
    }
}
