package com.example.plain;

import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.MatMul;
import java.util.Arrays;

/** Sums of products. */
final class Products {

    private Products() {}

    static void matMul(MatMul op, Numbers a, Numbers b, Numbers y) {
        int rank = y.sizes.length;
        int rows = y.sizes[rank - 2];
        int columns = y.sizes[rank - 1];
        int depth = a.sizes[op.transposeLeft() ? rank - 2 : rank - 1];
        double[] sums = new double[y.count];
        for (int row = 0; row < (columns == 0 ? 0 : y.count / columns); row++) {
            int left = a.offset + row / rows * rows * depth + row % rows * (op.transposeLeft() ? 1 : depth);
            int right = b.offset + row / rows * depth * columns;
            for (int k = 0; k < depth; k++) {
                double factor = a.array[left + k * (op.transposeLeft() ? rows : 1)];
                int from = right + k * (op.transposeRight() ? 1 : columns);
                add(factor, b.array, from, op.transposeRight() ? depth : 1, sums, row * columns, 1, columns);
            }
        }
        y.setAll(sums);
    }

    /** Adds, for each image and output channel, one tap after another to all places at once. */
    static void convolution(Convolution op, Numbers x, Numbers kernel, Numbers y) {
        int outputs = y.sizes[1];
        int channels = kernel.sizes[1];
        int plane = y.count == 0 ? 0 : y.strides()[1];
        Taps[] taps = taps(op, x, kernel, y);
        double[] sums = new double[y.count];
        for (int result = 0; result < (plane == 0 ? 0 : y.count / plane); result++) {
            int output = result % outputs;
            int firstChannel = output / (outputs / op.groups()) * channels;
            for (int k = 0; k < channels * taps.length; k++) {
                int from = result / outputs * x.strides()[0] + (firstChannel + k / taps.length) * x.strides()[1];
                double weight = kernel.get(output * channels * taps.length + k);
                add(weight, x.array, x.offset + from, taps[k % taps.length], sums, result * plane);
            }
        }
        y.setAll(sums);
    }

    private static Taps[] taps(Convolution op, Numbers x, Numbers kernel, Numbers y) {
        int axes = op.spatialAxes();
        int[] size = Arrays.copyOfRange(kernel.sizes, 2, kernel.sizes.length);
        int[] at = new int[axes];
        Taps[] taps = new Taps[Arrays.stream(size).reduce(1, (a, b) -> a * b)];
        for (int tap = 0; tap < taps.length; tap++) {
            taps[tap] = new Taps(axes);
            for (int i = 0; i < axes; i++) {
                int shift = at[i] * op.kernelDilation().get(i) - op.padLow().get(i);
                taps[tap].axis(i, y, i + 2, x, op.stride().get(i), shift, op.inputDilation().get(i));
            }
            Windows.next(at, size);
        }
        return taps;
    }

    private static void add(double weight, double[] x, int from, Taps taps, double[] sums, int to) {
        int last = taps.counts.length - 1;
        int[] outer = Arrays.copyOf(taps.counts, last);
        int count = taps.counts[last];
        Walk.over(outer, taps.fromSteps, from + taps.from, taps.toSteps, to + taps.to, (i, j) ->
                add(weight, x, i, taps.fromSteps[last], sums, j, taps.toSteps[last], count));
    }

    private static void add(double weight, double[] x, int i, int step, double[] sums, int j, int toStep, int count) {
        if (step == 1 && toStep == 1) { // a loop that the JIT makes vectors of
            for (int k = 0; k < count; k++) {
                sums[j + k] += weight * x[i + k];
            }
        } else {
            for (int k = 0; k < count; k++) {
                sums[j + k * toStep] += weight * x[i + k * step];
            }
        }
    }
}
