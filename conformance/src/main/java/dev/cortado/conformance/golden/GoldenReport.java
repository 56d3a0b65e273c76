package dev.cortado.conformance.golden;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a backend did on a folder of test vectors.
 *
 * @param passed names of the cases whose values and gradients are right
 * @param failed what is wrong, by case
 * @param unmapped why a case was not run, by case
 */
public record GoldenReport(List<String> passed, Map<String, String> failed, Map<String, String> unmapped) {

    /** Creates a report; collections are copied. */
    public GoldenReport {
        passed = List.copyOf(passed);
        failed = new TreeMap<>(failed);
        unmapped = new TreeMap<>(unmapped);
    }

    /** Tells whether nothing failed and something passed. */
    public boolean isPassed() {
        return failed.isEmpty() && !passed.isEmpty();
    }

    /** Returns the number of unmapped cases by reason. */
    public Map<String, Long> reasons() {
        Map<String, Long> reasons = new TreeMap<>();
        unmapped.values().forEach(reason -> reasons.merge(reason, 1L, Long::sum));
        return reasons;
    }

    /** Returns the counts in one line. */
    public String summary() {
        return "golden cases: " + passed.size() + " passed, " + failed.size() + " failed, " + unmapped.size()
                + " unmapped";
    }
}
