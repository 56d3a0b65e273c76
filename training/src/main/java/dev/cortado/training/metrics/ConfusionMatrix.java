package dev.cortado.training.metrics;

import java.util.List;
import java.util.Locale;

/**
 * Counts how often samples of each class were taken for each class.
 *
 * <p>Rows are true classes. Divisions by zero give 0, and classes that never occur count in macro means, as in
 * scikit-learn. A sample may remain without a prediction, when its scores are not numbers: then it counts as wrong.
 */
public final class ConfusionMatrix {

    private final int classes;
    private final long[] counts;
    private final long[] undecided;

    /** Creates an empty matrix. */
    public ConfusionMatrix(int classes) {
        this.classes = classes;
        this.counts = new long[classes * classes];
        this.undecided = new long[classes];
    }

    /**
     * Counts a sample.
     *
     * @param actual the true class
     * @param predicted the predicted class; -1 if there is none
     */
    public void add(int actual, int predicted) {
        if (actual < 0 || actual >= classes || predicted < -1 || predicted >= classes) {
            throw new IndexOutOfBoundsException("class " + actual + " taken for " + predicted + " of " + classes);
        }
        if (predicted < 0) {
            undecided[actual]++;
        } else {
            counts[actual * classes + predicted]++;
        }
    }

    /** Returns the number of classes. */
    public int classes() {
        return classes;
    }

    /** Returns how many samples of a class were taken for another, or for itself. */
    public long count(int actual, int predicted) {
        return counts[actual * classes + predicted];
    }

    /** Returns how many samples have no prediction. */
    public long undecided() {
        long sum = 0;
        for (long count : undecided) {
            sum += count;
        }
        return sum;
    }

    /** Returns the number of samples. */
    public long total() {
        long sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += actual(k);
        }
        return sum;
    }

    /** Returns how many samples are of a class. */
    public long actual(int label) {
        long sum = undecided[label];
        for (int k = 0; k < classes; k++) {
            sum += count(label, k);
        }
        return sum;
    }

    /** Returns how many samples were taken for a class. */
    public long predicted(int label) {
        long sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += count(k, label);
        }
        return sum;
    }

    /** Returns how many samples were taken for their own class. */
    public long correct() {
        long sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += count(k, k);
        }
        return sum;
    }

    /** Returns the share of samples that were taken for their own class. */
    public double accuracy() {
        return ratio(correct(), total());
    }

    /** Returns the share of true ones among the samples that were taken for a class. */
    public double precision(int label) {
        return ratio(count(label, label), predicted(label));
    }

    /** Returns the share of samples of a class that were found. */
    public double recall(int label) {
        return ratio(count(label, label), actual(label));
    }

    /** Returns the harmonic mean of precision and recall. */
    public double f1(int label) {
        return ratio(2 * count(label, label), predicted(label) + actual(label));
    }

    /** Returns the mean precision of the classes. */
    public double macroPrecision() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += precision(k);
        }
        return ratio(sum, classes);
    }

    /** Returns the mean recall of the classes. */
    public double macroRecall() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += recall(k);
        }
        return ratio(sum, classes);
    }

    /** Returns the mean F1 of the classes. */
    public double macroF1() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += f1(k);
        }
        return ratio(sum, classes);
    }

    /** Returns the mean F1 of the classes, weighted by how many samples they have. */
    public double weightedF1() {
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            sum += f1(k) * actual(k);
        }
        return ratio(sum, total());
    }

    /** Returns Cohen's kappa: the agreement beyond that of chance, 1 if perfect. */
    public double cohenKappa() {
        double total = total();
        double chance = 0;
        for (int k = 0; k < classes; k++) {
            chance += ratio(actual(k), total) * ratio(predicted(k), total);
        }
        return ratio(accuracy() - chance, 1 - chance);
    }

    private static double ratio(double part, double whole) {
        return whole == 0 ? 0 : part / whole;
    }

    /** Returns the counts as a table with a row for each true class. */
    public String toText(List<String> classNames) {
        int names = 4;
        for (String name : classNames) {
            names = Math.max(names, name.length());
        }
        int width = Math.max(4, String.valueOf(total()).length()) + 1;
        StringBuilder text = new StringBuilder(" ".repeat(names));
        for (int k = 0; k < classes; k++) {
            text.append(String.format(Locale.ROOT, "%" + width + "d", k));
        }
        text.append("  recall").append('\n');
        for (int k = 0; k < classes; k++) {
            text.append(String.format(Locale.ROOT, "%-" + names + "s", classNames.get(k)));
            for (int j = 0; j < classes; j++) {
                text.append(String.format(Locale.ROOT, "%" + width + "d", count(k, j)));
            }
            text.append(String.format(Locale.ROOT, "  %.4f", recall(k))).append('\n');
        }
        return text.toString();
    }
}
