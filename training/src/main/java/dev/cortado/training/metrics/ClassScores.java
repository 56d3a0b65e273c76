package dev.cortado.training.metrics;

import dev.cortado.api.HostTensor;

/**
 * Collects how well class scores fit the labels: accuracy, top-k accuracy and the confusion matrix.
 *
 * <p>Of equal scores the first is the predicted class. A label counts among the top k if fewer than k other scores are
 * above its own. A sample with a score that is not a number has no prediction and counts as wrong. Adding allocates nothing.
 */
public final class ClassScores {

    private final int classes;
    private final ConfusionMatrix confusion;
    private final long[] atRank;

    /** Creates an empty collection. */
    public ClassScores(int classes) {
        this.classes = classes;
        this.confusion = new ConfusionMatrix(classes);
        this.atRank = new long[classes + 1];
    }

    /**
     * Adds samples.
     *
     * @param scores {@code [count, classes]}
     * @param labels the true class of each
     */
    public void add(HostTensor scores, int[] labels) {
        for (int i = 0; i < labels.length; i++) {
            int from = i * classes;
            confusion.add(labels[i], best(scores, from, classes));
            atRank[rank(scores, from, labels[i])]++;
        }
    }

    /** Returns the first index of the largest of some scores; -1 if one is not a number. */
    public static int best(HostTensor scores, int from, int count) {
        int best = -1;
        double highest = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            double score = scores.get(from + k);
            if (Double.isNaN(score)) {
                return -1;
            }
            if (best < 0 || score > highest) {
                best = k;
                highest = score;
            }
        }
        return best;
    }

    /** Counts the scores above that of the label; what is not a number counts as above. */
    private int rank(HostTensor scores, int from, int label) {
        double own = scores.get(from + label);
        int above = Double.isNaN(own) ? 1 : 0;
        for (int k = 0; k < classes; k++) {
            boolean below = scores.get(from + k) <= own;
            above += k == label || below ? 0 : 1;
        }
        return above;
    }

    /** Returns the number of samples. */
    public long count() {
        return confusion.total();
    }

    /** Returns the share of samples whose label has the highest score. */
    public double accuracy() {
        return confusion.accuracy();
    }

    /** Returns the share of samples whose label is among the k highest scores. */
    public double topK(int k) {
        long hits = 0;
        for (int rank = 0; rank < Math.min(k, classes); rank++) {
            hits += atRank[rank];
        }
        return count() == 0 ? 0 : (double) hits / count();
    }

    /** Returns the confusion matrix. */
    public ConfusionMatrix confusion() {
        return confusion;
    }
}
