package dev.cortado.backend.cpu.kernel.convolution;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.backend.cpu.kernel.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A convolution of awkward shape, with a plain walk over everything that it multiplies. */
record ConvolutionCase(String name, Convolution op, int[] input, int[] kernel) {

    /** One product: output += input times weight. */
    @FunctionalInterface
    interface Visitor {

        void visit(int input, int weight, int output);
    }

    static Stream<ConvolutionCase> all() {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                test("LeNet 1", plain, of(5, 1, 28, 28), of(20, 1, 5, 5)),
                test("LeNet 2", plain, of(5, 20, 12, 12), of(50, 20, 5, 5)),
                test("first 3x3", same, of(2, 3, 32, 32), of(32, 3, 3, 3)),
                test("small images", same, of(9, 20, 4, 4), of(20, 20, 3, 3)),
                test("ragged images", plain, of(3, 16, 12, 12), of(7, 16, 3, 3)),
                test("asymmetric padding", plain.withPadding(of(1, 0), of(2, 1)), of(2, 3, 7, 13), of(7, 3, 3, 2)),
                test("negative padding", plain.withPadding(of(-1, -2), of(-1, 0)), of(2, 3, 9, 13), of(7, 3, 3, 2)),
                test("stride 2", same.withStride(2, 2), of(3, 5, 13, 14), of(13, 5, 3, 3)),
                test("strides 3 and 2", same.withStride(3, 2), of(3, 5, 13, 14), of(9, 5, 2, 3)),
                test("stride beyond kernel", plain.withStride(3, 3), of(2, 5, 10, 11), of(9, 5, 2, 1)),
                test(
                        "dilation",
                        plain.withPadding(of(2, 3), of(2, 3)).withKernelDilation(2, 3),
                        of(3, 17, 13, 14),
                        of(6, 17, 3, 3)),
                test(
                        "stride and dilation",
                        plain.withKernelDilation(2, 3).withStride(3, 2),
                        of(3, 5, 13, 14),
                        of(8, 5, 3, 3)),
                test("input dilation", same.withInputDilation(2, 3).withStride(1, 2), of(3, 5, 5, 6), of(8, 5, 3, 3)),
                test("groups", same.withGroups(2), of(3, 26, 9, 9), of(8, 13, 3, 3)),
                test("depthwise", same.withGroups(7), of(3, 7, 16, 16), of(7, 1, 3, 3)),
                test("depthwise, stride 2", same.withGroups(6).withStride(2, 2), of(2, 6, 15, 16), of(12, 1, 3, 3)),
                test("kernel as large as input", plain, of(7, 4, 7, 7), of(13, 4, 7, 7)),
                test("1x1", plain, of(3, 70, 8, 8), of(65, 70, 1, 1)),
                test("1x1 of 49 places", plain, of(9, 25, 7, 7), of(20, 25, 1, 1)),
                test("1x1, stride 2", plain.withStride(2, 2), of(3, 25, 9, 8), of(20, 25, 1, 1)),
                test("one element", plain, of(1, 1, 1, 1), of(1, 1, 1, 1)),
                test("one channel, one image", plain, of(1, 1, 13, 7), of(1, 1, 2, 3)),
                test("long rows", same, of(1, 2, 9, 207), of(3, 2, 3, 3)),
                test("large image", same, of(1, 9, 60, 61), of(3, 9, 3, 3)),
                test("deep", plain, of(2, 100, 6, 12), of(7, 100, 3, 3)),
                test("1-D", Convolution.of(1).withPadding(of(1), of(2)), of(2, 13, 207), of(7, 13, 5)),
                test(
                        "1-D, stride 2, dilation 2",
                        Convolution.of(1).withStride(2).withKernelDilation(2),
                        of(2, 3, 207),
                        of(9, 3, 5)),
                test(
                        "3-D",
                        Convolution.of(3).withPadding(of(1, 1, 1), of(1, 0, 1)).withStride(1, 2, 1),
                        of(2, 13, 5, 6, 7),
                        of(9, 13, 3, 2, 3)),
                test(
                        "4-D",
                        Convolution.of(4).withPadding(of(1, 1, 1, 0), of(1, 0, 1, 0)),
                        of(2, 2, 3, 3, 4, 5),
                        of(3, 2, 2, 2, 2, 2)),
                test("no image", same, of(0, 3, 8, 8), of(4, 3, 3, 3)));
    }

    private static ConvolutionCase test(String name, Convolution op, int[] input, int[] kernel) {
        return new ConvolutionCase(name, op, input, kernel);
    }

    static int[] of(int... values) {
        return values;
    }

    HostTensor x() {
        return Numbers.random(1, input);
    }

    HostTensor weights() {
        return Numbers.random(2, kernel);
    }

    HostTensor upstream() {
        return Numbers.random(3, output().toArray());
    }

    Shape output() {
        return op.infer(List.of(spec(input), spec(kernel))).get(0).shape();
    }

    private static TensorSpec spec(int[] sizes) {
        return TensorSpec.of(DType.FLOAT32, sizes);
    }

    /** Visits all products; those of one output in order of channel, then position in the kernel. */
    void visit(Visitor visitor) {
        int axes = op.spatialAxes();
        int[] places = Arrays.copyOfRange(output().toArray(), 2, axes + 2);
        int[] taps = Arrays.copyOfRange(kernel, 2, axes + 2);
        int plane = product(Arrays.copyOfRange(input, 2, axes + 2));
        int perGroup = kernel[0] / op.groups();
        for (int image = 0; image < input[0]; image++) {
            for (int out = 0; out < kernel[0]; out++) {
                for (int place = 0; place < product(places); place++) {
                    int output = (image * kernel[0] + out) * product(places) + place;
                    for (int k = 0; k < kernel[1] * product(taps); k++) {
                        int channel = out / perGroup * kernel[1] + k / product(taps);
                        int source = source(place, places, k % product(taps), taps);
                        int weight = out * kernel[1] * product(taps) + k;
                        int index = (image * input[1] + channel) * plane + source;
                        visitor.visit(source < 0 ? -1 : index, weight, output);
                    }
                }
            }
        }
    }

    /** Returns which element of a plane a tap sees; negative for padding. */
    private int source(int place, int[] places, int tap, int[] taps) {
        int restPlace = place;
        int restTap = tap;
        int step = 1;
        int source = 0;
        for (int axis = places.length - 1; axis >= 0; axis--) {
            int position = restPlace % places[axis] * op.stride().get(axis)
                    + restTap % taps[axis] * op.kernelDilation().get(axis)
                    - op.padLow().get(axis);
            int dilation = op.inputDilation().get(axis);
            if (position < 0 || position % dilation != 0 || position / dilation >= input[axis + 2]) {
                return -1;
            }
            source += position / dilation * step;
            step *= input[axis + 2];
            restPlace /= places[axis];
            restTap /= taps[axis];
        }
        return source;
    }

    private static int product(int[] sizes) {
        int product = 1;
        for (int size : sizes) {
            product *= size;
        }
        return product;
    }

    @Override
    public String toString() {
        return name;
    }
}
