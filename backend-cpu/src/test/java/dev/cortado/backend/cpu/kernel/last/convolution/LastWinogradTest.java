package dev.cortado.backend.cpu.kernel.last.convolution;

import static dev.cortado.backend.cpu.kernel.last.LastRun.toFirst;
import static dev.cortado.backend.cpu.kernel.last.LastRun.toLast;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.conformance.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class LastWinogradTest {

    private static final KernelRun RUN = KernelRun.of(new LastConvolutionKernels());

    static Stream<ImageCase> cases() {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                new ImageCase("whole tiles", same, of(2, 16, 12, 12), of(16, 16, 3, 3)),
                new ImageCase("ragged tiles", same, of(3, 17, 13, 10), of(19, 17, 3, 3)),
                new ImageCase("several tiles of work", same, of(3, 24, 32, 32), of(20, 24, 3, 3)),
                new ImageCase("several groups", same, of(1, 32, 14, 14), of(207, 32, 3, 3)),
                new ImageCase("deeper than a chunk", same, of(2, 400, 10, 11), of(28, 400, 3, 3)),
                new ImageCase("no padding", plain, of(2, 16, 14, 18), of(16, 16, 3, 3)),
                new ImageCase(
                        "asymmetric padding",
                        plain.withPadding(of(2, 0), of(1, 2)),
                        of(2, 16, 11, 14),
                        of(16, 16, 3, 3)),
                new ImageCase("wide", same, of(1, 16, 10, 127), of(16, 16, 3, 3)));
    }

    private static int[] of(int... values) {
        return values;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isChosenAndWithinTheBoundOfFloat64(ImageCase test) {
        HostTensor x = test.x();
        HostTensor w = test.weights();
        HostTensor dy = test.upstream();
        double[] y = new double[dy.spec().elements()];
        double[] dx = new double[x.spec().elements()];
        double[] dw = new double[w.spec().elements()];
        double[] dwTerms = new double[dw.length];
        double[] yTerms = new double[y.length];
        double[] dxTerms = new double[dx.length];
        Products.visit(test.op(), x.shape(), w.shape(), dy.shape(), (input, weight, output) -> {
            y[output] += x.get(input) * w.get(weight);
            yTerms[output] += Math.abs(x.get(input) * w.get(weight));
            dx[input] += dy.get(output) * w.get(weight);
            dxTerms[input] += Math.abs(dy.get(output) * w.get(weight));
            dw[weight] += dy.get(output) * x.get(input);
            dwTerms[weight] += Math.abs(dy.get(output) * x.get(input));
        });
        check(new ChannelsLast(test.op()), y, yTerms, 9 * test.kernel()[1], toLast(x), w);
        check(test.inputGradient(), dx, dxTerms, 9 * test.kernel()[0], w, toLast(dy));
        int places = dy.spec().elements() / test.kernel()[0];
        check(test.weightGradient(), dw, dwTerms, places, toLast(x), toLast(dy));
    }

    private static void check(Op op, double[] exact, double[] terms, int count, HostTensor... operands) {
        List<TensorSpec> specs = Arrays.stream(operands).map(HostTensor::spec).toList();
        assertThat(new LastConvolutionKernels()
                        .prepare(op, specs, op.infer(specs), KernelRun.NATIVE)
                        .orElseThrow()
                        .accuracy())
                .isEqualTo(Accuracy.WINOGRAD_4);
        HostTensor result = RUN.run(op, operands);
        result = ((ChannelsLast) op).op() instanceof ConvolutionWeightGradient ? result : toFirst(result);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(result.get(i) - exact[i]))
                    .as("element %d", i)
                    .isLessThanOrEqualTo(Tolerance.WINOGRAD_4.bound(DType.FLOAT32, count, terms[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsTheBiasAndRectifies(ImageCase test) {
        HostTensor bias = Numbers.random(4, test.kernel()[0]);
        float[] y = RUN.run(new ChannelsLast(test.op()), toLast(test.x()), test.weights())
                .floats();
        FusedConvolution fused = new FusedConvolution(test.op(), true, Activation.RELU6);
        float[] actual = RUN.run(new ChannelsLast(fused), toLast(test.x()), test.weights(), bias)
                .floats();
        for (int i = 0; i < y.length; i++) {
            float sum = y[i] + bias.floats()[i % bias.floats().length];
            assertThat(actual[i]).isEqualTo(Math.min(Math.max(sum, 0), 6));
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
        HostTensor x = toLast(test.x());
        float[] all = RUN.run(new ChannelsLast(test.op()), x, test.weights()).floats();
        int images = test.input()[0];
        for (int image = 0; image < images; image++) {
            HostTensor one = HostTensor.of(
                    part(x.floats(), image, images), x.shape().with(0, 1).toArray());
            assertThat(RUN.run(new ChannelsLast(test.op()), one, test.weights()).floats())
                    .isEqualTo(part(all, image, images));
        }
    }

    private static float[] part(float[] all, int index, int count) {
        int length = all.length / count;
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }
}
