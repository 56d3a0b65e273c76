package dev.cortado.backend.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Op;
import dev.cortado.backend.cpu.kernel.last.ChannelsLast;
import dev.cortado.backend.cpu.kernel.matmul.Activation;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedGradient;
import dev.cortado.backend.cpu.kernel.normalize.RectifiedTraining;
import dev.cortado.conformance.Samples;
import dev.cortado.conformance.kit.Workbench;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Batch normalization with channels last, against the oracle and against the statistics in float64. */
@Tag("widths")
class LastNormalizationTest {

    private static final Op TRAINING = new ChannelsLast(new BatchNormTraining(1e-5));
    private static final Op INFERENCE = new ChannelsLast(new BatchNormInference(1e-5));
    private static final Op GRADIENT = new ChannelsLast(new BatchNormGradient(1e-5));

    private static List<HostTensor> run(Op op, HostTensor... operands) {
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            return bench.run(op, operands);
        }
    }

    private static List<HostTensor> train(HostTensor x) {
        TensorSpec vector = TensorSpec.of(DType.FLOAT32, x.spec().shape().size(3));
        return run(TRAINING, x, HostTensor.filled(vector, 1), HostTensor.filled(vector, 0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 5",
        "3, 1, 1, 1",
        "7, 1, 1, 207",
        "33, 2, 2, 13",
        "2, 9, 5, 24",
        "5, 8, 8, 16",
        "3, 16, 16, 130",
        "8, 4, 4, 384",
        "3, 2, 2, 1285"
    })
    void agreesWithTheOracle(int images, int height, int width, int channels) {
        int[] sizes = {images, height, width, channels};
        HostTensor x = new Samples(1).random(DType.FLOAT32, sizes);
        HostTensor scale = new Samples(2).random(DType.FLOAT32, channels);
        HostTensor shift = new Samples(3).random(DType.FLOAT32, channels);
        HostTensor mean = new Samples(4).random(DType.FLOAT32, channels);
        HostTensor variance = new Samples(5).positive(channels).cast(DType.FLOAT32);
        HostTensor dy = new Samples(6).random(DType.FLOAT32, sizes);
        try (Workbench bench = new Workbench(new CpuProvider(), BackendOptions.of(2))) {
            bench.check(TRAINING, x, scale, shift);
            bench.check(INFERENCE, x, scale, shift, mean, variance);
            bench.check(GRADIENT, x, scale, mean, variance, dy);
        }
    }

    /** The mean is right to the last place, and so is a variance 10 orders of magnitude below its square. */
    @ParameterizedTest
    @CsvSource({"4, 8, 8, 24", "64, 2, 2, 16", "6, 32, 32, 48", "512, 1, 1, 100", "16, 32, 32, 1"})
    void statisticsAreExactWhereTheMeanIsLarge(int images, int height, int width, int channels) {
        HostTensor x = HostTensor.zeros(TensorSpec.of(DType.FLOAT32, images, height, width, channels));
        Random random = new Random(7);
        for (int i = 0; i < x.spec().elements(); i++) {
            x.floats()[i] = (float) (1000 + i % channels + 0.01 * random.nextGaussian());
        }
        List<HostTensor> results = train(x);
        int count = x.spec().elements() / channels;
        for (int channel = 0; channel < channels; channel++) {
            double mean = 0;
            for (int i = 0; i < count; i++) {
                mean += x.get(i * channels + channel) / count;
            }
            double variance = 0;
            for (int i = 0; i < count; i++) {
                variance += Math.pow(x.get(i * channels + channel) - mean, 2) / count;
            }
            assertThat(results.get(1).get(channel)).isCloseTo(mean, within(0.51 * Math.ulp((float) mean)));
            assertThat(results.get(2).get(channel)).isCloseTo(variance, within(2e-6 * variance));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "RELU6"})
    void rectifiesAsARectifierBehindItDoes(Activation rectifier) {
        HostTensor x = new Samples(8).special(6, 5, 5, 21);
        HostTensor scale = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 21), 5);
        HostTensor shift = new Samples(3).random(DType.FLOAT32, 21);
        Op fused = new ChannelsLast(new RectifiedTraining(new BatchNormTraining(1e-5), rectifier));
        for (HostTensor image : List.of(x, new Samples(9).random(DType.FLOAT32, 6, 5, 5, 21))) {
            List<HostTensor> expected = run(TRAINING, image, scale, shift);
            List<HostTensor> results = run(fused, image, scale, shift);
            for (int i = 0; i < image.spec().elements(); i++) {
                float y = Math.max(expected.get(0).floats()[i], 0);
                assertThat(results.get(0).floats()[i])
                        .isEqualTo((Float) (rectifier == Activation.RELU6 ? Math.min(y, 6) : y));
            }
            assertThat(results.subList(1, 3)).isEqualTo(expected.subList(1, 3));
        }
    }

    /** The statistics are those of the batch, so that elements lie near both ends of the rectifier, and some are infinite. */
    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {"RELU", "RELU6"})
    void letsPassWhatTheRectifierLetPass(Activation rectifier) {
        HostTensor x = new Samples(8).random(DType.FLOAT32, 6, 5, 5, 21);
        HostTensor scale = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 21), 5);
        HostTensor shift = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 21), 3);
        HostTensor dy = new Samples(4).special(6, 5, 5, 21);
        List<HostTensor> forward = run(TRAINING, x, scale, shift);
        HostTensor passed = HostTensor.zeros(dy.spec());
        int passing = 0;
        for (int i = 0; i < dy.spec().elements(); i++) {
            float z = forward.get(0).floats()[i];
            boolean passes = z > 0 && (rectifier == Activation.RELU || z < 6);
            passed.floats()[i] = passes ? dy.floats()[i] : 0;
            passing += passes ? 1 : 0;
        }
        assertThat(passing).isBetween(dy.spec().elements() / 5, dy.spec().elements() * 9 / 10);
        HostTensor mean = forward.get(1);
        HostTensor variance = forward.get(2);
        Op fused = new ChannelsLast(new RectifiedGradient(new BatchNormGradient(1e-5), rectifier));
        List<HostTensor> results = run(fused, x, scale, mean, variance, dy, shift);
        List<HostTensor> expected = run(GRADIENT, x, scale, mean, variance, passed);
        for (int result = 0; result < 3; result++) {
            for (int i = 0; i < expected.get(result).spec().elements(); i++) {
                double value = expected.get(result).get(i);
                double found = results.get(result).get(i);
                // the sums go through lines in another order
                assertThat(found == value
                                || Double.isNaN(found) && Double.isNaN(value)
                                || Math.abs(found - value) <= 2e-5 * Math.max(1, Math.abs(value)))
                        .as("result %d, element %d: %s, expected %s", result, i, found, value)
                        .isTrue();
            }
        }
    }

    @Test
    void aConstantChannelHasNoVariance() {
        HostTensor x = HostTensor.filled(TensorSpec.of(DType.FLOAT32, 5, 7, 7, 19), 0.1);
        List<HostTensor> results = train(x);
        assertThat(results.get(0).floats()).containsOnly(0.5f);
        assertThat(results.get(1).floats()).containsOnly(0.1f);
        assertThat(results.get(2).floats()).containsOnly(0f);
    }

    @Test
    void nonFiniteNumbersStayInTheirChannels() {
        HostTensor x = new Samples(8).random(DType.FLOAT32, 6, 5, 5, 21);
        List<HostTensor> clean = train(x);
        x.floats()[21 * 17 + 3] = Float.NaN;
        x.floats()[21 * 90 + 20] = Float.POSITIVE_INFINITY;
        x.floats()[21 * 91 + 9] = Float.NEGATIVE_INFINITY;
        List<HostTensor> results = train(x);
        assertThat(results.get(1).get(3)).isNaN();
        assertThat(results.get(1).get(20)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(results.get(1).get(9)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(results.get(2).get(20)).isNaN();
        for (int i = 0; i < x.spec().elements(); i++) {
            int channel = i % 21;
            if (channel == 3 || channel == 20 || channel == 9) {
                assertThat(results.get(0).get(i)).isNaN();
            } else {
                assertThat(results.get(0).get(i)).isEqualTo(clean.get(0).get(i));
            }
        }
    }
}
