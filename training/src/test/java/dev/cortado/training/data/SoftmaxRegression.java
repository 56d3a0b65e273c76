package dev.cortado.training.data;

import dev.cortado.api.data.Dataset;
import dev.cortado.api.random.RandomKey;
import dev.cortado.api.random.RandomStream;

/** A linear classifier trained by plain stochastic gradient descent: the yardstick of how hard a data set is. */
final class SoftmaxRegression {

    private SoftmaxRegression() {}

    /** Trains for some epochs and returns the share of test samples that are classified correctly. */
    static double accuracy(Dataset train, Dataset test, int epochs) {
        int inputs = train.imageShape().elements();
        int classes = train.classNames().size();
        float[] weights = new float[classes * (inputs + 1)];
        float[] scores = new float[classes];
        float[] image = new float[inputs];
        for (int epoch = 0; epoch < epochs; epoch++) {
            float rate = 0.02f / (1 + epoch);
            for (int i : new RandomStream(RandomKey.of(epoch)).permutation(train.size())) {
                train.read(i, image, 0);
                score(weights, image, scores);
                softmax(scores);
                for (int c = 0; c < classes; c++) {
                    float step = rate * ((c == train.label(i) ? 1 : 0) - scores[c]);
                    int row = c * (inputs + 1);
                    for (int k = 0; k < inputs; k++) {
                        weights[row + k] += step * image[k];
                    }
                    weights[row + inputs] += step;
                }
            }
        }
        int right = 0;
        for (int i = 0; i < test.size(); i++) {
            test.read(i, image, 0);
            score(weights, image, scores);
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = scores[c] > scores[best] ? c : best;
            }
            right += best == test.label(i) ? 1 : 0;
        }
        return right / (double) test.size();
    }

    private static void score(float[] weights, float[] image, float[] scores) {
        for (int c = 0; c < scores.length; c++) {
            int row = c * (image.length + 1);
            float sum = weights[row + image.length];
            for (int k = 0; k < image.length; k++) {
                sum += weights[row + k] * image[k];
            }
            scores[c] = sum;
        }
    }

    private static void softmax(float[] scores) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float score : scores) {
            largest = Math.max(largest, score);
        }
        float sum = 0;
        for (int c = 0; c < scores.length; c++) {
            scores[c] = (float) Math.exp(scores[c] - largest);
            sum += scores[c];
        }
        for (int c = 0; c < scores.length; c++) {
            scores[c] /= sum;
        }
    }
}
