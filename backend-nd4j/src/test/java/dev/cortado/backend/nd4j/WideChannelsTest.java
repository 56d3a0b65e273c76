package dev.cortado.backend.nd4j;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Convolution;
import dev.cortado.api.op.ConvolutionInputGradient;
import dev.cortado.api.op.ConvolutionWeightGradient;
import dev.cortado.api.op.Op;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.Window;
import dev.cortado.api.op.WindowReduce;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of channels for which oneDNN takes other paths, with channels in blocks of 8 and 16. */
@ExtendWith(Nd4jRequired.class)
class WideChannelsTest {

    private static void check(Op op, HostTensor... operands) {
        HostTensor[] wide =
                Stream.of(operands).map(operand -> operand.cast(DType.FLOAT64)).toArray(HostTensor[]::new);
        List<HostTensor> expected = BackendScope.runOn("reference", 1, op, wide);
        List<HostTensor> scale = Bounds.isSumOfProducts(op)
                ? BackendScope.runOn("reference", 1, op, Bounds.absolute(wide))
                : expected.stream()
                        .map(result -> HostTensor.filled(result.spec(), largest(result)))
                        .toList();
        List<HostTensor> found = BackendScope.runOn("nd4j", 2, op, operands);
        for (int i = 0; i < found.size(); i++) {
            Bounds.of(op, operands).check(op + " result " + i, found.get(i), expected.get(i), scale.get(i));
        }
    }

    private static double largest(HostTensor result) {
        double largest = 1;
        for (int i = 0; i < result.spec().elements(); i++) {
            largest = Math.max(largest, Math.abs(result.get(i)));
        }
        return largest;
    }

    private static HostTensor random(int seed, int... sizes) {
        return Samples.random(seed, DType.FLOAT32, sizes);
    }

    @ParameterizedTest
    @CsvSource({
        "16, 32, 1, 1, 1",
        "32, 16, 2, 1, 1",
        "3, 48, 1, 1, 1",
        "64, 8, 1, 0, 1",
        "32, 32, 1, 1, 2",
        "16, 16, 2, 1, 16"
    })
    void convolutions(int channels, int filters, int stride, int padding, int groups) {
        Convolution op = Convolution.of(2)
                .withStride(stride, stride)
                .withPadding(new int[] {padding, padding}, new int[] {padding, padding})
                .withGroups(groups);
        HostTensor x = random(1, 3, channels, 8, 8);
        HostTensor kernel = random(2, filters, channels / groups, 3, 3);
        check(op, x, kernel);
        HostTensor dy = random(
                3, op.infer(List.of(x.spec(), kernel.spec())).get(0).shape().toArray());
        check(new ConvolutionInputGradient(op, x.shape()), kernel, dy);
        check(new ConvolutionWeightGradient(op, kernel.shape()), x, dy);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 32, 50})
    void normalization(int channels) {
        HostTensor x = random(1, 3, channels, 8, 8);
        HostTensor scale = random(2, channels);
        HostTensor shift = random(3, channels);
        HostTensor variance = Bounds.absolute(random(4, channels))[0];
        check(new BatchNormTraining(1e-3f), x, scale, shift);
        check(new BatchNormInference(1e-3f), x, scale, shift, random(5, channels), variance);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 16, 32, 50})
    void averages(int channels) {
        for (Window window : List.of(
                Window.of(new int[] {2, 2}, new int[] {2, 2}),
                Window.of(new int[] {8, 8}, new int[] {8, 8}),
                Window.of(new int[] {3, 3}, new int[] {2, 2}).withPadding(new int[] {1, 1}, new int[] {1, 1}))) {
            check(new WindowReduce(WindowReduce.Kind.SUM, window), random(1, 2, channels, 8, 8));
        }
    }

    @Test
    void softmaxAlongEveryAxis() {
        for (int[] sizes : new int[][] {{2, 3, 5, 7}, {2, 16, 4, 4}, {3, 4, 5}, {5, 10}, {2, 2, 3, 2, 2}, {64, 1000}}) {
            for (int axis = 0; axis < sizes.length; axis++) {
                check(new Softmax(axis), random(axis, sizes));
            }
        }
    }
}
