package dev.cortado.conformance;

import java.util.Comparator;
import java.util.List;

/**
 * What a {@link GradientCheck} found.
 *
 * @param subject what was checked
 * @param entries every comparison that was made
 */
public record GradientReport(String subject, List<Entry> entries) {

    /**
     * One derivative, by rule and by central differences.
     *
     * @param operand the operand or parameter
     * @param along the element, or {@code random direction}
     * @param byRule the derivative by the gradient rules
     * @param byDifferences the derivative by central differences, with the best of several steps
     * @param error the difference of the two, relative to the operand's gradient
     */
    public record Entry(String operand, String along, double byRule, double byDifferences, double error) {}

    /** Creates a report; the list is copied. */
    public GradientReport {
        entries = List.copyOf(entries);
    }

    /** Returns the largest error; NaN if there is one. */
    public double worst() {
        return entries.stream().mapToDouble(Entry::error).max().orElse(0);
    }

    /**
     * Asserts that gradients were compared and all are right.
     *
     * @throws AssertionError if nothing was compared, or an error exceeds {@link Tolerance#gradient}
     */
    public void assertRight() {
        if (entries.isEmpty()) {
            throw new AssertionError(subject + ": no gradient was compared");
        }
        if (!(worst() <= Tolerance.gradient())) {
            StringBuilder text = new StringBuilder(subject + ": gradients differ from central differences");
            entries.stream()
                    .sorted(Comparator.comparingDouble(Entry::error).reversed())
                    .limit(8)
                    .forEach(entry ->
                            text.append(System.lineSeparator()).append("  ").append(entry));
            throw new AssertionError(text.toString());
        }
    }
}
