package dev.cortado.backend.cpu.kernel.last.depthwise;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.backend.cpu.kernel.Numbers;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A depthwise convolution of awkward shape. */
record DepthwiseCase(Convolution op, int images, int channels, int[] map, int[] taps) {

    private static final int[] CHANNELS = {1, 7, 13, 24, 207};

    static Stream<DepthwiseCase> all() {
        return Stream.concat(
                Arrays.stream(CHANNELS).boxed().flatMap(DepthwiseCase::ofChannels),
                Stream.of(
                        test(Convolution.of(2).withPadding(of(1, 1), of(1, 1)), 2, 64, of(40, 41), of(3, 3)),
                        test(Convolution.of(2).withPadding(of(1, 1), of(1, 1)), 1, 16, of(60, 500), of(3, 3)),
                        test(Convolution.of(2).withPadding(of(1, 1), of(1, 1)), 0, 16, of(4, 4), of(3, 3))));
    }

    private static Stream<DepthwiseCase> ofChannels(int channels) {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                test(same, 3, channels, of(1, 1), of(3, 3)),
                test(same, 3, channels, of(2, 2), of(3, 3)),
                test(same, 2, channels, of(4, 4), of(3, 3)),
                test(same, 2, channels, of(13, 7), of(3, 3)),
                test(same.withStride(2, 2), 2, channels, of(13, 7), of(3, 3)),
                test(same.withStride(2, 2), 2, channels, of(8, 8), of(3, 3)),
                test(same.withStride(2, 2), 2, channels, of(1, 1), of(3, 3)),
                test(same.withStride(3, 1), 2, channels, of(13, 7), of(3, 3)),
                test(plain.withStride(3, 3), 2, channels, of(10, 11), of(2, 1)),
                test(plain, 2, channels, of(5, 6), of(1, 1)),
                test(plain.withPadding(of(2, 2), of(2, 2)), 2, channels, of(9, 7), of(5, 5)),
                test(plain.withPadding(of(2, 2), of(2, 2)).withStride(2, 2), 2, channels, of(19, 17), of(5, 5)),
                test(plain.withPadding(of(-1, -2), of(-1, 0)), 2, channels, of(9, 13), of(3, 2)),
                test(plain.withPadding(of(9, 0), of(1, 11)), 2, channels, of(3, 4), of(3, 3)),
                test(plain.withPadding(of(2, 3), of(2, 3)).withKernelDilation(2, 3), 2, channels, of(8, 9), of(3, 3)),
                test(same.withKernelDilation(2, 3).withStride(3, 2), 2, channels, of(13, 14), of(3, 3)));
    }

    static int[] of(int... values) {
        return values;
    }

    private static DepthwiseCase test(Convolution op, int images, int channels, int[] map, int[] taps) {
        return new DepthwiseCase(op.withGroups(channels), images, channels, map, taps);
    }

    Shape input() {
        return Shape.of(images, channels, map[0], map[1]);
    }

    Shape kernel() {
        return Shape.of(channels, 1, taps[0], taps[1]);
    }

    Shape output() {
        TensorSpec x = TensorSpec.of(DType.FLOAT32, input().toArray());
        return op.infer(List.of(x, x.with(kernel()))).get(0).shape();
    }

    HostTensor x() {
        return Numbers.random(1, input().toArray());
    }

    HostTensor weights() {
        return Numbers.random(2, kernel().toArray());
    }

    HostTensor upstream() {
        return Numbers.random(3, output().toArray());
    }

    @Override
    public String toString() {
        return input() + " with " + kernel() + " by " + op;
    }
}
