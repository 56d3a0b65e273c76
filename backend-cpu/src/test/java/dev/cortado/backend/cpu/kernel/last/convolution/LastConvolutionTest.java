package dev.cortado.backend.cpu.kernel.last.convolution;

import static dev.cortado.backend.cpu.kernel.last.LastRun.toFirst;
import static dev.cortado.backend.cpu.kernel.last.LastRun.toLast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class LastConvolutionTest {

    private static final KernelRun RUN = KernelRun.of(new LastConvolutionKernels());

    static Stream<ImageCase> cases() {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                new ImageCase("1x1", plain, of(3, 96, 8, 8), of(144, 96, 1, 1)),
                new ImageCase("1x1, awkward channels", plain, of(3, 25, 7, 13), of(13, 25, 1, 1)),
                new ImageCase("1x1, stride 2", plain.withStride(2, 2), of(2, 16, 9, 8), of(24, 16, 1, 1)),
                new ImageCase("1x1 with padding", same, of(2, 16, 5, 4), of(24, 16, 1, 1)),
                new ImageCase("first 3x3", same, of(2, 3, 32, 32), of(32, 3, 3, 3)),
                new ImageCase("3x3", same, of(5, 64, 7, 7), of(64, 64, 3, 3)),
                new ImageCase("3x3, stride 2", same.withStride(2, 2), of(3, 32, 13, 14), of(48, 32, 3, 3)),
                new ImageCase("3x3, small maps", same, of(9, 80, 4, 4), of(130, 80, 3, 3)),
                new ImageCase("3x3, deep, few places", same, of(1, 80, 4, 4), of(37, 80, 3, 3)),
                new ImageCase("1x1, deep, few outputs", plain, of(2, 900, 2, 2), of(300, 900, 1, 1)),
                new ImageCase("3x3, 2x2 maps", same, of(7, 33, 2, 2), of(65, 33, 3, 3)),
                new ImageCase("3x3, 1x1 maps", same, of(2, 7, 1, 1), of(207, 7, 3, 3)),
                new ImageCase("5x5 without padding", plain, of(3, 20, 12, 12), of(50, 20, 5, 5)),
                new ImageCase(
                        "asymmetric padding", plain.withPadding(of(1, 0), of(2, 1)), of(2, 3, 7, 13), of(7, 3, 3, 2)),
                new ImageCase(
                        "negative padding", plain.withPadding(of(-1, -2), of(-1, 0)), of(2, 3, 9, 13), of(7, 3, 3, 2)),
                new ImageCase("huge padding", plain.withPadding(of(5, 4), of(6, 7)), of(2, 3, 3, 2), of(7, 3, 3, 2)),
                new ImageCase("strides 3 and 2", same.withStride(3, 2), of(3, 5, 13, 14), of(9, 5, 2, 3)),
                new ImageCase("stride beyond kernel", plain.withStride(3, 3), of(2, 5, 10, 11), of(9, 5, 2, 1)),
                new ImageCase("stride beyond image", plain.withStride(7, 9), of(2, 5, 4, 3), of(9, 5, 2, 1)),
                new ImageCase(
                        "dilation",
                        plain.withPadding(of(2, 3), of(2, 3)).withKernelDilation(2, 3),
                        of(3, 17, 13, 14),
                        of(6, 17, 3, 3)),
                new ImageCase(
                        "stride and dilation",
                        plain.withKernelDilation(2, 3).withStride(3, 2),
                        of(3, 5, 13, 14),
                        of(8, 5, 3, 3)),
                new ImageCase("long rows", same, of(1, 2, 9, 207), of(3, 2, 3, 3)),
                new ImageCase(
                        "fewer lines than shares",
                        plain.withPadding(of(0, 1), of(0, 1)),
                        of(3, 16, 1, 1400),
                        of(16, 16, 1, 3)),
                new ImageCase("one element", plain, of(1, 1, 1, 1), of(1, 1, 1, 1)));
    }

    private static int[] of(int... values) {
        return values;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWithinTheBoundOfFloat64(ImageCase test) {
        HostTensor x = test.x();
        HostTensor w = test.weights();
        HostTensor dy = test.upstream();
        Numbers.Sums y = new Numbers.Sums(dy.spec().elements());
        Numbers.Sums dx = new Numbers.Sums(x.spec().elements());
        Numbers.Sums dw = new Numbers.Sums(w.spec().elements());
        Products.visit(test.op(), x.shape(), w.shape(), dy.shape(), (input, weight, output) -> {
            y.add(output, x.get(input), w.get(weight));
            dx.add(input, dy.get(output), w.get(weight));
            dw.add(weight, dy.get(output), x.get(input));
        });
        y.check(toFirst(RUN.run(new ChannelsLast(test.op()), toLast(x), w)));
        dx.check(toFirst(RUN.run(test.inputGradient(), w, toLast(dy))));
        dw.check(RUN.run(test.weightGradient(), toLast(x), toLast(dy)));
    }

    @Test
    void leavesRowsThatWouldTakeTooMuchScratchMemory() {
        TensorSpec x = TensorSpec.of(DType.FLOAT32, 1, 3, 20_000, 16);
        TensorSpec w = TensorSpec.of(DType.FLOAT32, 16, 16, 1, 3);
        ChannelsLast wide = new ChannelsLast(Convolution.of(2));
        ChannelsLast padded = new ChannelsLast(Convolution.of(2).withPadding(of(0, 20_000), of(0, 0)));
        TensorSpec narrow = TensorSpec.of(DType.FLOAT32, 1, 3, 20, 16);
        for (TensorSpec input : List.of(x, narrow)) {
            ChannelsLast op = input == x ? wide : padded;
            List<TensorSpec> inputs = List.of(input, w);
            assertThat(new LastConvolutionKernels().prepare(op, inputs, op.infer(inputs), KernelRun.NATIVE))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void startsWithTheBias(ImageCase test) {
        HostTensor bias = Numbers.random(4, test.kernel()[0]);
        HostTensor nothing = HostTensor.zeros(test.weights().spec());
        FusedConvolution biased = new FusedConvolution(test.op(), true, Activation.NONE);
        float[] y = RUN.run(new ChannelsLast(biased), toLast(test.x()), nothing, bias)
                .floats();
        for (int i = 0; i < y.length; i++) {
            assertThat(y[i]).isEqualTo(bias.floats()[i % bias.spec().elements()]);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheTwinAndAnyNumberOfWorkers(ImageCase test) {
        checkBits(new ChannelsLast(test.op()), toLast(test.x()), test.weights());
        checkBits(test.inputGradient(), test.weights(), toLast(test.upstream()));
        checkBits(test.weightGradient(), toLast(test.x()), toLast(test.upstream()));
    }

    private static void checkBits(Op op, HostTensor... inputs) {
        HostTensor expected = RUN.run(op, inputs);
        assertThat(RUN.split(2).run(op, inputs)).as("two workers").isEqualTo(expected);
        assertThat(RUN.split(3).run(op, inputs)).as("three workers").isEqualTo(expected);
        assertThat(RUN.on(KernelRun.SCALAR).run(op, inputs)).as("scalar twin").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForAnImageAloneAndAmongOthers(ImageCase test) {
        HostTensor w = test.weights();
        HostTensor x = toLast(test.x());
        float[] all = RUN.run(new ChannelsLast(test.op()), x, w).floats();
        int images = test.input()[0];
        for (int image = 0; image < images; image++) {
            HostTensor one = HostTensor.of(
                    part(x.floats(), image, images), x.shape().with(0, 1).toArray());
            assertThat(RUN.run(new ChannelsLast(test.op()), one, w).floats()).isEqualTo(part(all, image, images));
        }
    }

    private static float[] part(float[] all, int index, int count) {
        int length = all.length / count;
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }
}
