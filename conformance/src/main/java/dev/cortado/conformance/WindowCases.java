package dev.cortado.conformance;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;

/** Cases of convolutions and of windows that slide. */
final class WindowCases {

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private WindowCases(long seed) {
        samples = new Samples(14 + 100 * seed);
    }

    static List<OpCase> all(long seed) {
        WindowCases made = new WindowCases(seed);
        made.convolutions();
        made.windows();
        return made.cases;
    }

    private void convolutions() {
        Convolution plain = Convolution.of(2);
        convolution(plain, Shape.of(1, 1, 1, 1), Shape.of(1, 1, 1, 1));
        convolution(plain, Shape.of(2, 3, 5, 7), Shape.of(4, 3, 3, 2));
        convolution(plain, Shape.of(1, 2, 7, 7), Shape.of(3, 2, 7, 7));
        convolution(pad(plain, 1, 2, 0, 1), Shape.of(2, 1, 4, 5), Shape.of(2, 1, 3, 3));
        convolution(pad(plain, -1, 0, 0, -2), Shape.of(1, 2, 6, 7), Shape.of(2, 2, 2, 3));
        // stride 3 leaves rows and columns at the end that no window touches
        convolution(pad(plain, 1, 1, 1, 1).withStride(3, 2), Shape.of(2, 2, 6, 8), Shape.of(3, 2, 2, 3));
        convolution(plain.withKernelDilation(2, 3), Shape.of(1, 2, 7, 8), Shape.of(2, 2, 3, 2));
        convolution(pad(plain, 1, 0, 2, 1).withInputDilation(2, 3), Shape.of(2, 1, 3, 2), Shape.of(2, 1, 2, 2));
        convolution(plain.withGroups(2), Shape.of(2, 4, 4, 3), Shape.of(6, 2, 2, 2));
        convolution(pad(plain, 1, 1, 1, 1).withGroups(3).withStride(2, 2), Shape.of(1, 3, 5, 5), Shape.of(3, 1, 3, 3));
        Convolution everything = pad(plain, 2, 1, 0, 3)
                .withStride(2, 3)
                .withKernelDilation(2, 1)
                .withInputDilation(1, 2)
                .withGroups(2);
        convolution(everything, Shape.of(2, 4, 6, 5), Shape.of(4, 2, 2, 3));
        convolution(Convolution.of(1).withStride(2), Shape.of(2, 2, 13), Shape.of(3, 2, 4));
        convolution(Convolution.of(3), Shape.of(1, 2, 3, 4, 3), Shape.of(2, 2, 2, 3, 1));
        convolution(plain, Shape.of(0, 2, 4, 4), Shape.of(3, 2, 3, 3));
    }

    private static Convolution pad(Convolution op, int top, int bottom, int left, int right) {
        return op.withPadding(new int[] {top, left}, new int[] {bottom, right});
    }

    private void convolution(Convolution op, Shape input, Shape kernel) {
        HostTensor x = samples.distinct(input.toArray());
        HostTensor weights = samples.distinct(kernel.toArray());
        cases.add(OpCase.of(op, x, weights));
        int[] result =
                op.infer(List.of(x.spec(), weights.spec())).get(0).shape().toArray();
        cases.add(OpCase.of(new ConvolutionInputGradient(op, input), weights, samples.distinct(result)));
        cases.add(OpCase.of(new ConvolutionWeightGradient(op, kernel), x, samples.distinct(result)));
    }

    private void windows() {
        window(Window.of(new int[] {1, 1}, new int[] {1, 1}), 1, 1, 1, 1);
        window(Window.of(new int[] {2, 2}, new int[] {2, 2}), 2, 3, 4, 6);
        window(Window.of(new int[] {2, 2}, new int[] {2, 2}), 1, 1, 7, 5);
        window(Window.of(new int[] {3, 2}, new int[] {1, 1}), 2, 1, 5, 4);
        window(
                Window.of(new int[] {3, 3}, new int[] {2, 2}).withPadding(new int[] {1, 0}, new int[] {1, 2}),
                1,
                2,
                7,
                6);
        window(Window.of(new int[] {2, 3}, new int[] {3, 1}).withDilation(2, 2), 2, 1, 7, 6);
        window(Window.of(new int[] {4}, new int[] {3}), 2, 2, 13);
        window(Window.of(new int[] {2, 1, 2}, new int[] {1, 2, 2}), 1, 2, 3, 3, 4);
        window(Window.of(new int[] {2, 2}, new int[] {1, 1}), 0, 2, 3, 3);
        window(
                Window.of(new int[] {2, 2}, new int[] {1, 2}).withPadding(new int[] {-1, 1}, new int[] {0, -2}),
                2,
                1,
                6,
                9);
    }

    private void window(Window window, int... sizes) {
        HostTensor x = samples.distinct(sizes);
        cases.add(OpCase.of(new WindowReduce(WindowReduce.Kind.SUM, window), x));
        cases.add(OpCase.of(new WindowReduce(WindowReduce.Kind.MAX, window), x));
        cases.add(OpCase.of(new WindowReduce(WindowReduce.Kind.MAX, window), below(x)));
        cases.add(OpCase.of(new WindowArgMax(window), x));
        cases.add(OpCase.of(new WindowArgMax(window), below(x)));
        HostTensor dy = samples.distinct(window.places(x.spec()).shape().toArray());
        cases.add(OpCase.of(new WindowMaxGradient(window), x, dy));
    }

    /** Returns numbers below 0, so that padding that counts as 0 would win. */
    private static HostTensor below(HostTensor x) {
        HostTensor below = x.copy();
        for (int i = 0; i < x.spec().elements(); i++) {
            below.set(i, x.get(i) - 1.5);
        }
        return below;
    }
}
