package dev.cortado.backend.cpu;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FusedKernelsTest {

    static int[][] images() {
        return new int[][] {
            {4, 3, 5, 5}, {1, 1, 4, 4}, {2, 7, 13, 16}, {9, 2, 3, 3}, {33, 5}, {2, 3, 207}, {1, 2, 2, 3, 4}
        };
    }

    private static HostTensor positive(HostTensor x) {
        for (int i = 0; i < x.spec().elements(); i++) {
            x.floats()[i] = Math.abs(x.floats()[i]) + 0.5f;
        }
        return x;
    }

    @ParameterizedTest
    @MethodSource("images")
    void batchNormalization(int[] sizes) {
        int channels = sizes[1];
        HostTensor x = Samples.random(1, DType.FLOAT32, sizes);
        HostTensor dy = Samples.random(2, DType.FLOAT32, sizes);
        HostTensor scale = Samples.random(3, DType.FLOAT32, channels);
        HostTensor shift = Samples.random(4, DType.FLOAT32, channels);
        HostTensor mean = Samples.random(5, DType.FLOAT32, channels);
        HostTensor variance = positive(Samples.random(6, DType.FLOAT32, channels));
        double terms = (double) x.spec().elements() / channels;
        Agreement.check(new BatchNormInference(1e-5f), 8, 4, x, scale, shift, mean, variance);
        Agreement.check(new BatchNormTraining(0.1f), 8 * Math.sqrt(terms), 4, x, scale, shift);
        Agreement.check(new BatchNormGradient(1e-5f), 8 * Math.sqrt(terms), terms, x, scale, mean, variance, dy);
    }

    @Test
    void softmax() {
        for (int[] sizes : new int[][] {{64, 10}, {1, 1}, {3, 207}, {5, 1000}, {2, 3, 17}, {4, 16, 1}}) {
            HostTensor x = Samples.random(1, DType.FLOAT32, sizes);
            for (int axis = 0; axis < sizes.length; axis++) {
                double terms = Math.sqrt(sizes[axis]);
                Agreement.check(new Softmax(axis), 8 * terms, 0, x);
                Agreement.check(new LogSoftmax(axis), 8 * terms, 4, x);
            }
        }
    }

    @Test
    void crossEntropy() {
        for (double smoothing : new double[] {0, 0.1f}) {
            HostTensor labels = Samples.indices(2, 10, 64);
            Agreement.check(
                    new SoftmaxCrossEntropy(smoothing), 16, 4, Samples.random(1, DType.FLOAT32, 64, 10), labels);
            Agreement.check(
                    new SoftmaxCrossEntropy(smoothing),
                    16,
                    4,
                    Samples.random(1, DType.FLOAT32, 2, 7, 3, 5),
                    Samples.indices(2, 7, 2, 3, 5));
            labels.ints()[3] = -1;
            Agreement.check(
                    new SoftmaxCrossEntropy(smoothing), 16, 4, Samples.random(1, DType.FLOAT32, 64, 10), labels);
        }
    }
}
