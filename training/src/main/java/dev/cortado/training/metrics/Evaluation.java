package dev.cortado.training.metrics;

/**
 * How good a network is on a data set.
 *
 * @param dataset the name of the data set
 * @param samples how many samples it has
 * @param loss the mean loss of the samples; 0 if there are none
 * @param scores accuracy, top-k and confusion matrix
 * @param seconds how long it took
 */
public record Evaluation(String dataset, int samples, double loss, ClassScores scores, double seconds) {

    /** Returns the share of samples whose class was found. */
    public double accuracy() {
        return scores.accuracy();
    }

    /** Returns the share of samples whose label is among the k highest scores. */
    public double topK(int k) {
        return scores.topK(k);
    }

    /** Returns how often samples of each class were taken for each class. */
    public ConfusionMatrix confusion() {
        return scores.confusion();
    }

    /** Returns how many images were judged in a second. */
    public double imagesPerSecond() {
        return samples / Math.max(1e-9, seconds);
    }
}
