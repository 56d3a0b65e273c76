package dev.cortado.conformance.golden;

import dev.cortado.api.Shape;
import dev.cortado.api.Tensor;
import dev.cortado.api.op.Broadcast;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.MatMul;
import java.util.Arrays;

/** Convolutions and matrix products of golden cases. */
final class Products {

    private Products() {}

    static Tensor convolution(GoldenTrace trace, int axes) {
        Tensor kernel = trace.tensor("weight");
        int[] dilation = trace.integers("dilation", axes, 1);
        int[] low = new int[axes];
        int[] high = new int[axes];
        if (trace.text("padding").equals("same")) {
            for (int i = 0; i < axes; i++) {
                int total = dilation[i] * (kernel.shape().size(i + 2) - 1);
                low[i] = total / 2;
                high[i] = total - low[i];
            }
        } else {
            low = trace.integers("padding", axes, 0);
            high = low;
        }
        Convolution op = Convolution.of(axes)
                .withStride(trace.integers("stride", axes, 1))
                .withPadding(low, high)
                .withKernelDilation(dilation)
                .withGroups(trace.golden().integer("groups"));
        return biased(trace, trace.tensor("input").apply(op, kernel));
    }

    /** Transposed convolution is the gradient of a convolution with respect to its input. */
    static Tensor transposed(GoldenTrace trace, int axes) {
        Tensor x = trace.tensor("input");
        Tensor kernel = trace.tensor("weight");
        int groups = trace.golden().integer("groups");
        int[] stride = trace.integers("stride", axes, 1);
        int[] padding = trace.integers("padding", axes, 0);
        int[] dilation = trace.integers("dilation", axes, 1);
        int[] more = trace.integers("output_padding", axes, 0);
        Shape result = x.shape().with(1, kernel.shape().size(1) * groups);
        for (int i = 0; i < axes; i++) {
            int extent = dilation[i] * (kernel.shape().size(i + 2) - 1) + 1;
            int size = (x.shape().size(i + 2) - 1) * stride[i] - 2 * padding[i] + extent + more[i];
            result = result.with(i + 2, size);
        }
        Convolution forward = Convolution.of(axes)
                .withStride(stride)
                .withPadding(padding, padding)
                .withKernelDilation(dilation)
                .withGroups(groups);
        return biased(trace, kernel.apply(new ConvolutionInputGradient(forward, result), x));
    }

    private static Tensor biased(GoldenTrace trace, Tensor y) {
        return trace.has("bias") ? y.add(trace.tensor("bias").apply(Broadcast.along(1, y.shape()))) : y;
    }

    static Tensor linear(GoldenTrace trace) {
        Tensor x = trace.tensor("input");
        Tensor weight = trace.tensor("weight");
        int[] sizes = x.shape().toArray();
        int features = sizes[sizes.length - 1];
        int rows = x.shape().elements(0, sizes.length - 1);
        Tensor y = x.reshape(rows, features).apply(new MatMul(false, true), weight);
        if (trace.has("bias")) {
            y = y.add(trace.tensor("bias"));
        }
        sizes[sizes.length - 1] = weight.shape().size(0);
        return y.reshape(sizes);
    }

    static Tensor matmul(GoldenTrace trace) {
        Tensor left = trace.tensor("left");
        Tensor right = trace.tensor("right");
        boolean row = left.shape().rank() == 1;
        boolean column = right.shape().rank() == 1;
        Tensor a = row ? left.reshape(1, left.shape().size(0)) : left;
        Tensor b = column ? right.reshape(right.shape().size(0), 1) : right;
        Shape common = Broadcast.common(leading(a.shape()), leading(b.shape()));
        Tensor y = a.broadcastTo(append(common, a.shape())).matmul(b.broadcastTo(append(common, b.shape())));
        Shape shape = y.shape();
        if (row) {
            shape = shape.without(shape.rank() - 2);
        }
        return y.reshape(column ? shape.without(shape.rank() - 1) : shape);
    }

    private static Shape leading(Shape shape) {
        return Shape.of(Arrays.copyOf(shape.toArray(), shape.rank() - 2));
    }

    private static Shape append(Shape leading, Shape matrix) {
        return leading.insert(leading.rank(), matrix.size(-2)).insert(leading.rank() + 1, matrix.size(-1));
    }
}
