package dev.cortado.conformance.broken;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.op.Convolution;
import java.util.List;

/** Convolution over two axes in plain loops, with a place for each mistake that people make. */
final class NaiveConvolution {

    /** The mistakes. */
    enum Mistake {
        NONE,
        PADDING_OFF_BY_ONE,
        SWAPPED_STRIDES,
        WRONG_GROUP_ORDER,
        DILATION_IGNORED,
        FLIPPED_KERNEL
    }

    private final Convolution op;
    private final Mistake mistake;

    NaiveConvolution(Convolution op, Mistake mistake) {
        this.op = op;
        this.mistake = mistake;
    }

    /** Computes the result. */
    HostTensor forward(HostTensor x, HostTensor kernel) {
        HostTensor y =
                HostTensor.zeros(op.infer(List.of(x.spec(), kernel.spec())).get(0));
        each(x.shape(), kernel.shape(), y.shape(), (xi, ki, yi) -> y.set(yi, y.get(yi) + x.get(xi) * kernel.get(ki)));
        return y;
    }

    /** Computes the gradient with respect to the input. */
    HostTensor inputGradient(Shape input, HostTensor kernel, HostTensor dy) {
        HostTensor dx = HostTensor.zeros(kernel.spec().with(input));
        each(input, kernel.shape(), dy.shape(), (xi, ki, yi) -> dx.set(xi, dx.get(xi) + dy.get(yi) * kernel.get(ki)));
        return dx;
    }

    /** Computes the gradient with respect to the kernel. */
    HostTensor weightGradient(Shape kernel, HostTensor x, HostTensor dy) {
        HostTensor dk = HostTensor.zeros(x.spec().with(kernel));
        each(x.shape(), kernel, dy.shape(), (xi, ki, yi) -> dk.set(ki, dk.get(ki) + dy.get(yi) * x.get(xi)));
        return dk;
    }

    /** Meets every product of an input element and a weight. */
    private interface Term {

        void at(int x, int kernel, int y);
    }

    private void each(Shape x, Shape kernel, Shape y, Term term) {
        int groups = op.groups();
        int outputsPerGroup = y.size(1) / groups;
        for (int yi = 0; yi < y.elements(); yi++) {
            int w = yi % y.size(3);
            int h = yi / y.size(3) % y.size(2);
            int o = yi / (y.size(3) * y.size(2)) % y.size(1);
            int n = yi / (y.size(3) * y.size(2) * y.size(1));
            int group = mistake == Mistake.WRONG_GROUP_ORDER ? o % groups : o / outputsPerGroup;
            for (int k = 0; k < kernel.elements(1, 4); k++) {
                int b = k % kernel.size(3);
                int a = k / kernel.size(3) % kernel.size(2);
                int c = k / (kernel.size(3) * kernel.size(2));
                int row = place(0, h, mistake == Mistake.FLIPPED_KERNEL ? kernel.size(2) - 1 - a : a);
                int column = place(1, w, b);
                if (row >= 0 && row < x.size(2) && column >= 0 && column < x.size(3)) {
                    int channel = group * kernel.size(1) + c;
                    int xi = ((n * x.size(1) + channel) * x.size(2) + row) * x.size(3) + column;
                    term.at(xi, o * kernel.elements(1, 4) + k, yi);
                }
            }
        }
    }

    private int place(int axis, int at, int tap) {
        int stride = op.stride().get(mistake == Mistake.SWAPPED_STRIDES ? 1 - axis : axis);
        int dilation =
                mistake == Mistake.DILATION_IGNORED ? 1 : op.kernelDilation().get(axis);
        int low = op.padLow().get(axis)
                + (mistake == Mistake.PADDING_OFF_BY_ONE && op.padLow().get(axis) > 0 ? 1 : 0);
        int spread = op.inputDilation().get(axis);
        int place = at * stride + tap * dilation - low;
        return place < 0 || place % spread != 0 ? -1 : place / spread;
    }
}
