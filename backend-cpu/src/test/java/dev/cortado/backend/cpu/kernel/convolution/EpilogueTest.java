package dev.cortado.backend.cpu.kernel.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.backend.cpu.kernel.KernelRun;
import dev.cortado.backend.cpu.kernel.Numbers;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.normalize.NormalizationKernels;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a convolution does to its results has the bits of the separate steps. */
@Tag("widths")
class EpilogueTest {

    private static final KernelRun RUN = KernelRun.of(new ConvolutionKernels(), new NormalizationKernels());

    static Stream<ConvolutionCase> cases() {
        return ConvolutionCase.all()
                .filter(test -> test.output().elements(2, test.output().rank()) >= 16 && test.input()[0] > 0);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void normalizesAndRectifiesAsTheSeparateStepsDo(ConvolutionCase test) {
        int channels = test.kernel()[0];
        HostTensor scale = Numbers.random(7, channels);
        HostTensor shift = Numbers.random(8, channels);
        HostTensor mean = Numbers.random(9, channels);
        HostTensor variance = Numbers.random(10, channels);
        for (int i = 0; i < channels; i++) {
            variance.floats()[i] = Math.abs(variance.floats()[i]) + 0.1f;
        }
        BatchNormInference normalization = new BatchNormInference(1e-5);
        HostTensor y = RUN.run(test.op(), test.x(), test.weights());
        HostTensor expected = RUN.run(normalization, y, scale, shift, mean, variance);
        for (int i = 0; i < expected.spec().elements(); i++) {
            expected.floats()[i] = Math.max(expected.floats()[i], 0);
        }
        FusedConvolution fused = new FusedConvolution(test.op(), false, Optional.of(normalization), Activation.RELU);
        HostTensor[] operands = {test.x(), test.weights(), scale, shift, mean, variance};
        assertThat(RUN.run(fused, operands)).isEqualTo(expected);
        assertThat(RUN.split(3).run(fused, operands)).as("three workers").isEqualTo(expected);
        assertThat(RUN.on(KernelRun.SCALAR).run(fused, operands))
                .as("scalar twin")
                .isEqualTo(expected);
    }
}
