package dev.cortado.backend.cpu.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class ConvolutionTest {

    private static final KernelRun RUN =
            KernelRun.of(new ConvolutionKernels(), new InputGradientKernels(), new WeightGradientKernels());

    static Stream<ConvolutionCase> cases() {
        return ConvolutionCase.all();
    }

    private static Op inputGradient(ConvolutionCase test) {
        return new ConvolutionInputGradient(test.op(), Shape.of(test.input()));
    }

    private static Op weightGradient(ConvolutionCase test) {
        return new ConvolutionWeightGradient(test.op(), Shape.of(test.kernel()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWithinTheBoundOfFloat64(ConvolutionCase test) {
        HostTensor x = test.x();
        HostTensor w = test.weights();
        HostTensor dy = test.upstream();
        Numbers.Sums y = new Numbers.Sums(dy.spec().elements());
        Numbers.Sums dx = new Numbers.Sums(x.spec().elements());
        Numbers.Sums dw = new Numbers.Sums(w.spec().elements());
        test.visit((input, weight, output) -> {
            if (input >= 0) {
                y.add(output, x.get(input), w.get(weight));
                dx.add(input, dy.get(output), w.get(weight));
                dw.add(weight, dy.get(output), x.get(input));
            }
        });
        y.check(RUN.run(test.op(), x, w));
        dx.check(RUN.run(inputGradient(test), w, dy));
        dw.check(RUN.run(weightGradient(test), x, dy));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void addsInTheDocumentedOrder(ConvolutionCase test) {
        HostTensor x = test.x();
        HostTensor w = test.weights();
        HostTensor bias = Numbers.random(4, test.kernel()[0]);
        HostTensor expected = HostTensor.zeros(test.upstream().spec());
        int places = test.output().elements(2, test.output().rank());
        for (int i = 0; i < expected.spec().elements(); i++) {
            expected.floats()[i] = bias.floats()[i / places % test.kernel()[0]];
        }
        test.visit((input, weight, output) -> expected.floats()[output] =
                Math.fma(w.floats()[weight], input < 0 ? 0 : x.floats()[input], expected.floats()[output]));
        FusedConvolution biased = new FusedConvolution(test.op(), true, Activation.NONE);
        assertThat(RUN.run(biased, x, w, bias)).isEqualTo(expected);
        for (int i = 0; i < expected.spec().elements(); i++) {
            expected.floats()[i] = Math.max(expected.floats()[i], 0);
        }
        FusedConvolution rectified = new FusedConvolution(test.op(), true, Activation.RELU);
        assertThat(RUN.run(rectified, x, w, bias)).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void givesTheSameBitsForTheTwinAndAnyNumberOfWorkers(ConvolutionCase test) {
        checkBits(test.op(), test.x(), test.weights());
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
        HostTensor w = test.weights();
        float[] y = RUN.run(test.op(), test.x(), w).floats();
        float[] dx = RUN.run(inputGradient(test), w, test.upstream()).floats();
        for (int image = 0; image < test.input()[0]; image++) {
            HostTensor one = image(test.x(), image);
            assertThat(RUN.run(test.op(), one, w).floats()).isEqualTo(part(y, image, test.input()[0]));
            Op gradient = new ConvolutionInputGradient(test.op(), one.shape());
            assertThat(RUN.run(gradient, w, image(test.upstream(), image)).floats())
                    .isEqualTo(part(dx, image, test.input()[0]));
        }
    }

    private static float[] part(float[] all, int index, int count) {
        int length = all.length / count;
        return Arrays.copyOfRange(all, index * length, (index + 1) * length);
    }

    private static HostTensor image(HostTensor images, int index) {
        Shape shape = images.shape();
        return HostTensor.of(
                part(images.floats(), index, shape.size(0)), shape.with(0, 1).toArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreAdjointInFloat64(ConvolutionCase test) {
        HostTensor x = test.x().cast(DType.FLOAT64);
        HostTensor w = test.weights().cast(DType.FLOAT64);
        HostTensor dy = test.upstream().cast(DType.FLOAT64);
        double expected = Numbers.dot(RUN.run(test.op(), x, w), dy);
        double scale = 1 + Math.sqrt(x.spec().elements()) * Math.sqrt(w.spec().elements());
        assertThat(Numbers.dot(x, RUN.run(inputGradient(test), w, dy))).isCloseTo(expected, within(1e-12 * scale));
        assertThat(Numbers.dot(w, RUN.run(weightGradient(test), x, dy))).isCloseTo(expected, within(1e-12 * scale));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void float64AgreesWithFloat32(ConvolutionCase test) {
        HostTensor exact =
                RUN.run(test.op(), test.x().cast(DType.FLOAT64), test.weights().cast(DType.FLOAT64));
        HostTensor single = RUN.run(test.op(), test.x(), test.weights());
        for (int i = 0; i < exact.spec().elements(); i++) {
            assertThat(single.get(i)).isCloseTo(exact.get(i), within(1e-3));
        }
    }

    /** In what order gradients are added depends on shapes alone; this number changes only when that order does. */
    @Test
    void gradientsHaveTheSameBitsForEveryWidthAndJava() {
        CRC32 checksum = new CRC32();
        cases().forEach(test -> {
            update(checksum, RUN.run(inputGradient(test), test.weights(), test.upstream()));
            update(checksum, RUN.run(weightGradient(test), test.x(), test.upstream()));
        });
        assertThat(Long.toHexString(checksum.getValue())).isEqualTo("6b8b18ae");
    }

    private static void update(CRC32 checksum, HostTensor tensor) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * tensor.spec().elements());
        for (float value : tensor.floats()) {
            bytes.putFloat(value);
        }
        checksum.update(bytes.array());
    }

    @Test
    void nonFiniteInputsReachEveryOutputThatTouchesThem() {
        HostTensor x = Numbers.random(5, 1, 2, 9, 9);
        x.floats()[81 + 4 * 9 + 4] = Float.NaN;
        HostTensor w = Numbers.random(6, 3, 2, 3, 3);
        float[] y = RUN.run(Convolution.of(2), x, w).floats();
        for (int i = 0; i < y.length; i++) {
            int row = i % 49 / 7;
            int column = i % 7;
            boolean touches = Math.abs(row - 3) <= 1 && Math.abs(column - 3) <= 1;
            assertThat(Float.isNaN(y[i])).as("row %d, column %d", row, column).isEqualTo(touches);
        }
    }
}
