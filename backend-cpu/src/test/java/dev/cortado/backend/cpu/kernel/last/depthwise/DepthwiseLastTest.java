package dev.cortado.backend.cpu.kernel.last.depthwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.convolution.ConvolutionKernels;
import dev.cortado.backend.cpu.kernel.convolution.FusedConvolution;
import dev.cortado.backend.cpu.kernel.convolution.InputGradientKernels;
import dev.cortado.backend.cpu.kernel.convolution.WeightGradientKernels;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.last.LastRun;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.conformance.Samples;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("widths")
class DepthwiseLastTest {

    private static final LastRun RUN = new LastRun(KernelRun.of(new DepthwiseLastKernels()));
    private static final KernelRun PLAIN =
            KernelRun.of(new ConvolutionKernels(), new InputGradientKernels(), new WeightGradientKernels());
    private static final double EPSILON = Math.ulp(1f) / 2;

    static Stream<DepthwiseCase> cases() {
        return DepthwiseCase.all();
    }

    private static Op weightGradient(DepthwiseCase test) {
        return new ConvolutionWeightGradient(test.op(), test.kernel());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void hasTheBitsOfThePlainKernel(DepthwiseCase test) {
        HostTensor w = test.weights();
        assertThat(RUN.runAllWays(test.op(), test.x(), w)).isEqualTo(PLAIN.run(test.op(), test.x(), w));
        Op gradient = new ConvolutionInputGradient(test.op(), test.input());
        assertThat(RUN.runAllWays(gradient, w, test.upstream()))
                .as("gradient")
                .isEqualTo(PLAIN.run(gradient, w, test.upstream()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void keepsNonFiniteNumbersAsThePlainKernelDoes(DepthwiseCase test) {
        HostTensor x = new Samples(5).special(test.input().toArray());
        HostTensor w = new Samples(6).special(test.kernel().toArray());
        assertThat(RUN.runAllWays(test.op(), x, w)).isEqualTo(PLAIN.run(test.op(), x, w));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void finishesResultsAsThePlainKernelDoes(DepthwiseCase test) {
        int channels = test.channels();
        HostTensor variance = new Samples(4).positive(channels).cast(DType.FLOAT32);
        HostTensor[] operands = {
            test.x(),
            test.weights(),
            Numbers.random(6, channels),
            Numbers.random(7, channels),
            Numbers.random(8, channels),
            Numbers.random(9, channels),
            variance
        };
        Optional<BatchNormInference> normalization = Optional.of(new BatchNormInference(1e-5));
        for (Activation activation : Activation.values()) {
            Op biased = new FusedConvolution(test.op(), true, activation);
            HostTensor[] first = Arrays.copyOf(operands, 3);
            assertThat(RUN.runAllWays(biased, first)).as("%s", biased).isEqualTo(PLAIN.run(biased, first));
            Op normalized = new FusedConvolution(test.op(), true, normalization, activation);
            assertThat(RUN.runAllWays(normalized, operands))
                    .as("%s", normalized)
                    .isEqualTo(PLAIN.run(normalized, operands));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void weightGradientIsWithinTheBoundOfFloat64(DepthwiseCase test) {
        Op op = weightGradient(test);
        HostTensor actual = RUN.runAllWays(op, test.x(), test.upstream());
        HostTensor exact =
                PLAIN.run(op, test.x().cast(DType.FLOAT64), test.upstream().cast(DType.FLOAT64));
        HostTensor absolute = PLAIN.run(op, absolute(test.x()), absolute(test.upstream()));
        double terms = (double) test.images() * test.output().elements(2, 4);
        for (int i = 0; i < actual.spec().elements(); i++) {
            assertThat(Math.abs(actual.get(i) - exact.get(i)))
                    .as("element %d: %s instead of %s", i, actual.get(i), exact.get(i))
                    .isLessThanOrEqualTo(4 * EPSILON * Math.sqrt(terms) * absolute.get(i));
        }
    }

    private static HostTensor absolute(HostTensor tensor) {
        HostTensor result = tensor.cast(DType.FLOAT64);
        double[] values = (double[]) result.array();
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.abs(values[i]);
        }
        return result;
    }

    /** In what order products are added depends on shapes alone; this number changes only when that order does. */
    @Test
    void weightGradientHasTheSameBitsForEveryWidthAndJava() {
        CRC32 checksum = new CRC32();
        cases().forEach(test -> {
            HostTensor result = RUN.run(weightGradient(test), test.x(), test.upstream());
            ByteBuffer bytes = ByteBuffer.allocate(4 * result.spec().elements());
            for (float value : result.floats()) {
                bytes.putFloat(value);
            }
            checksum.update(bytes.array());
        });
        assertThat(Long.toHexString(checksum.getValue())).isEqualTo("84deac7e");
    }

    @Test
    void leavesOtherConvolutionsToOthers() {
        TensorSpec x = TensorSpec.of(DType.FLOAT32, 2, 6, 6, 8);
        assertThat(prepared(Convolution.of(2).withGroups(4), x, TensorSpec.of(DType.FLOAT32, 8, 2, 3, 3)))
                .isEmpty();
        assertThat(prepared(Convolution.of(2).withGroups(8), x, TensorSpec.of(DType.FLOAT32, 16, 1, 3, 3)))
                .isEmpty();
        Convolution spread = Convolution.of(2).withGroups(8).withInputDilation(2, 1);
        assertThat(prepared(spread, x, TensorSpec.of(DType.FLOAT32, 8, 1, 3, 3)))
                .isEmpty();
    }

    private static Optional<HostKernel> prepared(Convolution op, TensorSpec x, TensorSpec kernel) {
        ChannelsLast last = new ChannelsLast(op);
        List<TensorSpec> inputs = List.of(x, kernel);
        return new DepthwiseLastKernels().prepare(last, inputs, last.infer(inputs), KernelRun.NATIVE);
    }
}
