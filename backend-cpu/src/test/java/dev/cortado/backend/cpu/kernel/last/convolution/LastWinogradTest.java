package dev.cortado.backend.cpu.kernel.last.convolution;

import static dev.cortado.backend.cpu.kernel.last.Layouts.first;
import static dev.cortado.backend.cpu.kernel.last.Layouts.last;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
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

    /** A convolution and its operands, with channels first. */
    record Case(String name, Convolution op, int[] input, int[] kernel) {

        HostTensor x() {
            return Numbers.random(1, input);
        }

        HostTensor weights() {
            return Numbers.random(2, kernel);
        }

        HostTensor upstream() {
            TensorSpec x = x().spec();
            Shape y = op.infer(List.of(x, weights().spec())).get(0).shape();
            return Numbers.random(3, y.toArray());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(of(1, 1), of(1, 1));
        return Stream.of(
                new Case("whole tiles", same, of(2, 16, 12, 12), of(16, 16, 3, 3)),
                new Case("ragged tiles", same, of(3, 17, 13, 10), of(19, 17, 3, 3)),
                new Case("several tiles of work", same, of(3, 24, 32, 32), of(20, 24, 3, 3)),
                new Case("several groups", same, of(1, 32, 14, 14), of(207, 32, 3, 3)),
                new Case("deeper than a chunk", same, of(2, 400, 10, 11), of(28, 400, 3, 3)),
                new Case("no padding", plain, of(2, 16, 14, 18), of(16, 16, 3, 3)),
                new Case(
                        "asymmetric padding",
                        plain.withPadding(of(2, 0), of(1, 2)),
                        of(2, 16, 11, 14),
                        of(16, 16, 3, 3)),
                new Case("wide", same, of(1, 16, 10, 127), of(16, 16, 3, 3)));
    }

    private static int[] of(int... values) {
        return values;
    }

    private static Op inputGradient(Case test) {
        return new ChannelsLast(new ConvolutionInputGradient(test.op(), Shape.of(test.input())));
    }

    private static Op weightGradient(Case test) {
        return new ChannelsLast(new ConvolutionWeightGradient(test.op(), Shape.of(test.kernel())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isChosenAndWithinTheBoundOfFloat64(Case test) {
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
        check(new ChannelsLast(test.op()), y, yTerms, 9 * test.kernel()[1], last(x), w);
        check(inputGradient(test), dx, dxTerms, 9 * test.kernel()[0], w, last(dy));
        int places = dy.spec().elements() / test.kernel()[0];
        check(weightGradient(test), dw, dwTerms, places, last(x), last(dy));
    }

    private static void check(Op op, double[] exact, double[] terms, int count, HostTensor... operands) {
        List<TensorSpec> specs = Arrays.stream(operands).map(HostTensor::spec).toList();
        assertThat(new LastConvolutionKernels()
                        .prepare(op, specs, op.infer(specs), KernelRun.NATIVE)
                        .orElseThrow()
                        .accuracy())
                .isEqualTo(Accuracy.WINOGRAD_4);
        HostTensor result = RUN.run(op, operands);
        result = ((ChannelsLast) op).op() instanceof ConvolutionWeightGradient ? result : first(result);
        for (int i = 0; i < exact.length; i++) {
            assertThat(Math.abs(result.get(i) - exact[i]))
                    .as("element %d", i)
                    .isLessThanOrEqualTo(Tolerance.WINOGRAD_4.bound(DType.FLOAT32, count, terms[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsTheBiasAndRectifies(Case test) {
        HostTensor bias = Numbers.random(4, test.kernel()[0]);
        float[] y = RUN.run(new ChannelsLast(test.op()), last(test.x()), test.weights())
                .floats();
        FusedConvolution fused = new FusedConvolution(test.op(), true, Activation.RELU6);
        float[] actual = RUN.run(new ChannelsLast(fused), last(test.x()), test.weights(), bias)
                .floats();
        for (int i = 0; i < y.length; i++) {
            float sum = y[i] + bias.floats()[i % bias.floats().length];
            assertThat(actual[i]).isEqualTo(Math.min(Math.max(sum, 0), 6));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheTwinAndAnyNumberOfWorkers(Case test) {
        checkBits(new ChannelsLast(test.op()), last(test.x()), test.weights());
        checkBits(inputGradient(test), test.weights(), last(test.upstream()));
        checkBits(weightGradient(test), last(test.x()), last(test.upstream()));
    }

    private static void checkBits(Op op, HostTensor... inputs) {
        HostTensor expected = RUN.run(op, inputs);
        assertThat(RUN.split(2).run(op, inputs)).as("two workers").isEqualTo(expected);
        assertThat(RUN.split(3).run(op, inputs)).as("three workers").isEqualTo(expected);
        assertThat(RUN.on(KernelRun.SCALAR).run(op, inputs)).as("scalar twin").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForAnImageAloneAndAmongOthers(Case test) {
        HostTensor x = last(test.x());
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
