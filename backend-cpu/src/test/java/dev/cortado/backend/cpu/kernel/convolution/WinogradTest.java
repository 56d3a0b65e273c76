package dev.cortado.backend.cpu.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Accuracy;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.conformance.Tolerance;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class WinogradTest {

    private static final KernelRun RUN =
            KernelRun.of(new ConvolutionKernels(), new InputGradientKernels(), new WeightGradientKernels());

    static Stream<ConvolutionCase> cases() {
        Convolution plain = Convolution.of(2);
        Convolution same = plain.withPadding(new int[] {1, 1}, new int[] {1, 1});
        return Stream.of(
                test("whole tiles", same, of(2, 16, 8, 8), of(16, 16, 3, 3)),
                test("ragged tiles", same, of(3, 17, 13, 10), of(19, 17, 3, 3)),
                test("several panels", same, of(3, 24, 32, 32), of(20, 24, 3, 3)),
                test("a panel of several images", same, of(13, 16, 7, 7), of(18, 16, 3, 3)),
                test("deep images", same, of(2, 100, 14, 14), of(83, 100, 3, 3)),
                test("deeper than a block", same, of(3, 300, 10, 7), of(28, 300, 3, 3)),
                test("no padding", plain, of(2, 16, 12, 18), of(16, 16, 3, 3)),
                test(
                        "asymmetric padding",
                        plain.withPadding(new int[] {2, 0}, new int[] {1, 2}),
                        of(2, 16, 9, 14),
                        of(16, 16, 3, 3)),
                test(
                        "negative padding",
                        plain.withPadding(new int[] {-1, -3}, new int[] {1, -2}),
                        of(2, 16, 14, 22),
                        of(16, 16, 3, 3)),
                test("wide", same, of(1, 16, 7, 127), of(16, 16, 3, 3)),
                test("no image", same, of(0, 16, 8, 8), of(16, 16, 3, 3)));
    }

    private static ConvolutionCase test(String name, Convolution op, int[] input, int[] kernel) {
        return new ConvolutionCase(name, op, input, kernel);
    }

    private static int[] of(int... values) {
        return values;
    }

    private static Op inputGradient(ConvolutionCase test) {
        return new ConvolutionInputGradient(test.op(), Shape.of(test.input()));
    }

    private static Op weightGradient(ConvolutionCase test) {
        return new ConvolutionWeightGradient(test.op(), Shape.of(test.kernel()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isChosen(ConvolutionCase test) {
        List<TensorSpec> inputs = List.of(test.x().spec(), test.weights().spec());
        HostKernel kernel = new ConvolutionKernels()
                .prepare(test.op(), inputs, test.op().infer(inputs), KernelRun.NATIVE)
                .orElseThrow();
        assertThat(kernel.accuracy()).isEqualTo(Accuracy.WINOGRAD_4);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWithinTheBoundOfFloat64(ConvolutionCase test) {
        check(test.op(), test.x(), test.weights());
        check(inputGradient(test), test.weights(), test.upstream());
        check(weightGradient(test), test.x(), test.upstream());
    }

    private static void check(Op op, HostTensor left, HostTensor right) {
        HostTensor exact = RUN.run(op, left.cast(DType.FLOAT64), right.cast(DType.FLOAT64));
        HostTensor terms = RUN.run(op, absolute(left), absolute(right));
        HostTensor result = RUN.run(op, left, right);
        int count = op instanceof Convolution
                ? right.spec().elements() / right.shape().size(0)
                : op instanceof ConvolutionInputGradient
                        ? left.spec().elements() / left.shape().size(1)
                        : right.spec().elements() / right.shape().size(1);
        for (int i = 0; i < exact.spec().elements(); i++) {
            double bound = Tolerance.WINOGRAD_4.bound(DType.FLOAT32, count, terms.get(i));
            assertThat(Math.abs(result.get(i) - exact.get(i)))
                    .as("element %d of %s", i, op)
                    .isLessThanOrEqualTo(bound);
        }
    }

    private static HostTensor absolute(HostTensor tensor) {
        HostTensor result = tensor.cast(DType.FLOAT64);
        for (int i = 0; i < result.spec().elements(); i++) {
            result.set(i, Math.abs(result.get(i)));
        }
        return result;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheTwinAndAnyNumberOfWorkers(ConvolutionCase test) {
        HostTensor bias = Numbers.random(4, test.kernel()[0]);
        FusedConvolution fused = new FusedConvolution(test.op(), true, Activation.RELU);
        checkBits(fused, test.x(), test.weights(), bias);
        checkBits(inputGradient(test), test.weights(), test.upstream());
        checkBits(weightGradient(test), test.x(), test.upstream());
    }

    private static void checkBits(Op op, HostTensor... inputs) {
        HostTensor expected = RUN.run(op, inputs);
        assertThat(RUN.split(2).run(op, inputs)).as("two workers").isEqualTo(expected);
        assertThat(RUN.split(3).run(op, inputs)).as("three workers").isEqualTo(expected);
        assertThat(RUN.on(KernelRun.SCALAR).run(op, inputs)).as("scalar twin").isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForAnImageAloneAndAmongOthers(ConvolutionCase test) {
        float[] together = RUN.run(test.op(), test.x(), test.weights()).floats();
        int images = test.input()[0];
        for (int image = 0; image < images; image++) {
            HostTensor one = HostTensor.of(
                    part(test.x().floats(), image, images),
                    Shape.of(test.input()).with(0, 1).toArray());
            assertThat(RUN.run(test.op(), one, test.weights()).floats()).isEqualTo(part(together, image, images));
        }
    }

    private static float[] part(float[] all, int index, int count) {
        int length = all.length / count;
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    @Test
    void biasAndRectifierAreThoseOfTheThreeSteps() {
        ConvolutionCase test = cases().skip(1).findFirst().orElseThrow();
        HostTensor bias = Numbers.random(4, test.kernel()[0]);
        HostTensor expected = RUN.run(test.op(), test.x(), test.weights());
        int places = test.output().elements(2, 4);
        for (int i = 0; i < expected.spec().elements(); i++) {
            float sum = expected.floats()[i] + bias.floats()[i / places % test.kernel()[0]];
            expected.floats()[i] = Math.max(sum, 0);
        }
        FusedConvolution fused = new FusedConvolution(test.op(), true, Activation.RELU);
        assertThat(RUN.run(fused, test.x(), test.weights(), bias)).isEqualTo(expected);
    }

    @Test
    void nonFiniteInputsReachEveryOutputThatTouchesThem() {
        HostTensor x = Numbers.random(5, 1, 16, 12, 12);
        x.floats()[3 * 144 + 5 * 12 + 6] = Float.NaN;
        HostTensor w = Numbers.random(6, 16, 16, 3, 3);
        float[] y = RUN.run(Convolution.of(2), x, w).floats();
        for (int i = 0; i < y.length; i++) {
            boolean touches = Math.abs(i % 100 / 10 - 4) <= 1 && Math.abs(i % 10 - 5) <= 1;
            if (touches) {
                assertThat(y[i]).as("element " + i).isNaN();
            }
        }
    }
}
