package dev.cortado.conformance;

import dev.cortado.api.HostTensor;
import dev.cortado.api.op.BatchNormGradient;
import dev.cortado.api.op.BatchNormInference;
import dev.cortado.api.op.BatchNormTraining;
import dev.cortado.api.op.Dropout;
import dev.cortado.api.op.LogSoftmax;
import dev.cortado.api.op.Softmax;
import dev.cortado.api.op.SoftmaxCrossEntropy;
import java.util.ArrayList;
import java.util.List;

/** Cases of normalization, softmax, loss and dropout. */
final class CompositeCases {

    private final Samples samples;
    private final List<OpCase> cases = new ArrayList<>();

    private CompositeCases(long seed) {
        samples = new Samples(15 + 100 * seed);
    }

    static List<OpCase> all(long seed) {
        CompositeCases made = new CompositeCases(seed);
        made.normalization(2, 3, 4, 5);
        made.normalization(7, 1, 1, 1);
        made.normalization(1, 2, 13, 1);
        made.normalization(7, 3);
        made.normalization(3, 2, 7);
        made.softmax();
        made.dropout();
        return made.cases;
    }

    private void normalization(int... sizes) {
        int channels = sizes[1];
        HostTensor x = samples.distinct(sizes);
        HostTensor scale = samples.positive(channels);
        HostTensor shift = samples.distinct(channels);
        HostTensor mean = samples.distinctUpTo(0.3, channels);
        HostTensor variance = samples.positive(channels);
        cases.add(OpCase.of(new BatchNormTraining(1e-2), x, scale, shift));
        cases.add(OpCase.of(new BatchNormInference(1e-2), x, scale, shift, mean, variance));
        cases.add(OpCase.of(new BatchNormGradient(1e-2), x, scale, mean, variance, samples.distinctUpTo(1.3, sizes)));
    }

    private void softmax() {
        int[][] shapes = {{1, 1}, {7, 13}, {3, 4, 5}, {0, 3}};
        for (int[] sizes : shapes) {
            for (int axis = 0; axis < sizes.length; axis++) {
                if (sizes[axis] > 0) {
                    cases.add(OpCase.of(new Softmax(axis), samples.distinctUpTo(3, sizes)));
                    cases.add(OpCase.of(new LogSoftmax(axis), samples.distinctUpTo(3, sizes)));
                }
            }
        }
        for (double smoothing : new double[] {0, 0.1}) {
            SoftmaxCrossEntropy op = new SoftmaxCrossEntropy(smoothing);
            cases.add(OpCase.of(op, samples.distinctUpTo(3, 1, 1), samples.integers(1, 1)));
            cases.add(OpCase.of(op, samples.distinctUpTo(3, 13, 7), samples.integers(7, 13)));
            cases.add(OpCase.of(op, samples.distinctUpTo(3, 2, 4, 3, 1), samples.integers(4, 2, 3, 1)));
        }
    }

    private void dropout() {
        for (double rate : new double[] {0, 0.5, 0.9}) {
            cases.add(OpCase.of(new Dropout(rate), samples.distinct(7, 13), samples.words(7, 13)));
        }
    }
}
