package dev.cortado.conformance;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowArgMax;
import dev.cortado.api.op.WindowMaxGradient;
import dev.cortado.api.op.WindowReduce;
import java.util.ArrayList;
import java.util.List;

/** Windows of many forms: halving ones, which kernels like, and those that overlap, leave gaps or lie in the padding. */
final class EdgeWindows {

    private final Window halving = window(2, 2, 2, 2);
    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private EdgeWindows(long seed) {
        samples = new Samples(2 + seed);
    }

    static List<OpCase> all(long seed) {
        EdgeWindows made = new EdgeWindows(seed);
        made.halving();
        made.others();
        return made.cases;
    }

    private static Window window(int height, int width, int strideHeight, int strideWidth) {
        return Window.of(new int[] {height, width}, new int[] {strideHeight, strideWidth});
    }

    private static Window padded(Window window, int top, int left, int bottom, int right) {
        return window.withPadding(new int[] {top, left}, new int[] {bottom, right});
    }

    private void halving() {
        int[][] shapes = {
            {2, 3, 24, 24},
            {1, 1, 2, 2},
            {3, 5, 8, 8},
            {2, 2, 10, 14},
            {2, 2, 7, 13},
            {1, 3, 4, 64},
            {1, 2, 6, 34},
            {700, 1, 4, 4}
        };
        for (int[] sizes : shapes) {
            add(halving, sizes);
        }
        add(padded(halving, 0, 0, 1, 1), 1, 2, 5, 5);
        add(padded(halving, 1, 1, 1, 1), 1, 2, 6, 6);
        add(padded(halving, 2, 2, 2, 2), 1, 1, 3, 3);
    }

    private void others() {
        Window three = padded(window(3, 3, 2, 2), 1, 1, 1, 1);
        add(three, 2, 2, 9, 33);
        add(three, 1, 1, 1, 1);
        add(window(2, 2, 1, 1), 2, 3, 9, 20);
        add(padded(window(3, 3, 1, 1), 1, 1, 1, 1), 2, 3, 7, 7);
        add(padded(window(3, 3, 2, 1), 1, 1, 1, 2), 3, 2, 8, 6);
        add(padded(window(1, 5, 3, 2), 0, 4, 0, 3), 1, 2, 7, 11);
        add(window(2, 3, 1, 2).withDilation(3, 2), 1, 2, 12, 17);
        add(window(7, 7, 7, 7), 3, 4, 7, 7);
        for (int channels : new int[] {1, 8, 16, 32, 50}) {
            add(halving, 2, channels, 8, 8);
            add(window(8, 8, 8, 8), 2, channels, 8, 8);
            add(three, 2, channels, 8, 8);
        }
        add(new Window(List.of(3), List.of(2), List.of(1), List.of(0), List.of(1)), 2, 3, 11);
        add(Window.of(new int[] {2, 2, 2}, new int[] {2, 1, 2}), 2, 3, 4, 5, 6);
    }

    private void add(Window window, int... sizes) {
        WindowReduce sum = new WindowReduce(WindowReduce.Kind.SUM, window);
        WindowReduce max = new WindowReduce(WindowReduce.Kind.MAX, window);
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.UINT8}) {
            cases.add(OpCase.of(sum, samples.random(dtype, sizes)));
            cases.add(OpCase.of(max, samples.random(dtype, sizes)));
        }
        HostTensor x = samples.random(DType.FLOAT32, sizes);
        int[] places = window.places(x.spec()).shape().toArray();
        for (HostTensor operand : List.of(x, samples.ties(sizes), samples.special(sizes))) {
            cases.add(OpCase.of(max, operand));
            cases.add(OpCase.of(new WindowArgMax(window), operand));
            cases.add(OpCase.of(new WindowMaxGradient(window), operand, samples.random(DType.FLOAT32, places)));
        }
    }
}
