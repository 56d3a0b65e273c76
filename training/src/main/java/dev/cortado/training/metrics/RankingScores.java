package dev.cortado.training.metrics;

import java.util.Arrays;
import java.util.Comparator;

/** Measures how well scores put the samples of one class before all others, whatever the threshold. */
public final class RankingScores {

    private RankingScores() {}

    /**
     * Returns the area under the ROC curve: how probably a sample of the class scores higher than another one.
     *
     * <p>Of samples with equal scores each pair counts one half.
     *
     * @param scores a number for each sample
     * @param positive whether each sample is of the class
     * @return from 0 to 1; NaN if there are no samples of the class, or no others
     */
    public static double rocAuc(double[] scores, boolean[] positive) {
        Integer[] order = descending(scores);
        double pairs = 0;
        long above = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(scores, order, from);
            long hits = hits(positive, order, from, to);
            long misses = to - from - hits;
            pairs += misses * (above + 0.5 * hits);
            above += hits;
            from = to;
        }
        return pairs / ((double) above * (order.length - above));
    }

    /**
     * Returns the average precision: the mean of the precision over the recall, threshold after threshold.
     *
     * @param scores a number for each sample
     * @param positive whether each sample is of the class
     * @return from 0 to 1; NaN if there are no samples of the class
     */
    public static double averagePrecision(double[] scores, boolean[] positive) {
        Integer[] order = descending(scores);
        double sum = 0;
        long above = 0;
        for (int from = 0; from < order.length; ) {
            int to = endOfTie(scores, order, from);
            long hits = hits(positive, order, from, to);
            above += hits;
            sum += hits * ((double) above / to);
            from = to;
        }
        return sum / above;
    }

    private static Integer[] descending(double[] scores) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
        return order;
    }

    private static int endOfTie(double[] scores, Integer[] order, int from) {
        int to = from + 1;
        while (to < order.length && scores[order[to]] == scores[order[from]]) {
            to++;
        }
        return to;
    }

    private static long hits(boolean[] positive, Integer[] order, int from, int to) {
        long hits = 0;
        for (int i = from; i < to; i++) {
            hits += positive[order[i]] ? 1 : 0;
        }
        return hits;
    }
}
