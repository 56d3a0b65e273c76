package dev.cortado.backend.nd4j.engine;

import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Pad;
import dev.cortado.backend.nd4j.host.Region;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution in the words of ND4J, whose operations know two or three spatial axes, equal padding and no groups. */
record ConvolutionGeometry(Convolution op, boolean padded) {

    /** Tells whether ND4J has an operation for so many spatial axes. */
    static boolean knows(Convolution op) {
        return op.spatialAxes() >= 1 && op.spatialAxes() <= 3;
    }

    /** Tells whether the input can be taken as it is: not spread, not cropped, padded alike on both sides. */
    static boolean isPlain(Convolution op) {
        return op.inputDilation().stream().allMatch(d -> d == 1)
                && op.padLow().stream().allMatch(p -> p >= 0)
                && op.padLow().equals(op.padHigh());
    }

    /** Returns the geometry; if the convolution is not plain, it is meant for an input that {@link #pad} prepared. */
    static ConvolutionGeometry of(Convolution op) {
        return new ConvolutionGeometry(op, !isPlain(op));
    }

    /** Returns the padding and spreading of the input that ND4J cannot do. */
    Pad pad() {
        List<Integer> low = new ArrayList<>(List.of(0, 0));
        List<Integer> high = new ArrayList<>(List.of(0, 0));
        List<Integer> interior = new ArrayList<>(List.of(0, 0));
        low.addAll(op.padLow());
        high.addAll(op.padHigh());
        op.inputDilation().forEach(d -> interior.add(d - 1));
        return new Pad(low, high, interior, 0);
    }

    /** Returns the temporary tensor for the padded input, if one is needed. */
    List<TensorSpec> workspace(TensorSpec x) {
        return padded ? pad().infer(List.of(x)) : List.of();
    }

    String operation() {
        return op.spatialAxes() == 3 ? "conv3dnew" : "conv2d";
    }

    /** Returns the arguments of {@code conv2d} or {@code conv3dnew} and their gradients, channels first and kernels as [O, C, ...]. */
    long[] arguments(Shape kernel) {
        List<Integer> padding = padded ? Collections.nCopies(op.spatialAxes(), 0) : op.padLow();
        List<Long> all = new ArrayList<>();
        for (int[] values : new int[][] {
            spatial(kernel), ints(op.stride()), ints(padding), ints(op.kernelDilation()),
        }) {
            if (op.spatialAxes() == 1) {
                // a row of height 1
                all.add(rowValue(all.size()));
            }
            for (int value : values) {
                all.add((long) value);
            }
        }
        all.add(0L);
        all.add(0L);
        all.add(1L);
        return all.stream().mapToLong(Long::longValue).toArray();
    }

    /** Returns what stands for the missing height: no padding, and 1 for all else. */
    private static long rowValue(int position) {
        return position == 4 ? 0 : 1;
    }

    private static int[] spatial(Shape shape) {
        return java.util.Arrays.copyOfRange(shape.toArray(), 2, shape.rank());
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Returns one of the calls of this convolution; ND4J describes dilated kernels to oneDNN in a way that it refuses. */
    Runnable call(String name, INDArray[] in, INDArray[] out, Shape kernel) {
        NativeCall call = NativeCall.of(name, in, out, arguments(kernel));
        return isDilated() ? call.withoutOneDnn() : call;
    }

    boolean isDilated() {
        return op.kernelDilation().stream().anyMatch(d -> d != 1);
    }

    /** Returns the channels of one group of an image tensor. */
    INDArray image(Region region, int group) {
        return part(region, 1, group);
    }

    /** Returns the part of a kernel that makes the output channels of one group. */
    INDArray kernel(Region region, int group) {
        return part(region, 0, group);
    }

    private INDArray part(Region region, int axis, int group) {
        long[] shape = Arrays.longs(region.spec().shape().toArray());
        long[] strides = Arrays.dense(shape);
        shape[axis] /= op.groups();
        long start = group * shape[axis] * strides[axis];
        if (op.spatialAxes() == 1) {
            shape = new long[] {shape[0], shape[1], 1, shape[2]};
            strides = new long[] {strides[0], strides[1], strides[1], strides[2]};
        }
        return Arrays.of(region, start, shape, strides);
    }
}
