package dev.cortado.conformance.report;

import dev.cortado.api.DType;
import java.util.Map;

/**
 * What was found of one operation.
 *
 * @param op its name
 * @param types counts by element type
 * @param worst the worst error, in units of eps times the root of the number of terms times the sum of their absolute values
 * @param worstAt the trial that gave it
 */
public record OpResult(String op, Map<DType, Counts> types, double worst, String worstAt) {

    /**
     * How many trials ended how.
     *
     * @param passed right
     * @param refused refused, and declared to be
     * @param failed wrong
     */
    public record Counts(int passed, int refused, int failed) {}

    /** Creates a result; the map is copied. */
    public OpResult {
        types = Map.copyOf(types);
    }

    /** Returns how many trials failed. */
    public int failed() {
        return types.values().stream().mapToInt(Counts::failed).sum();
    }

    /** Returns how many trials passed. */
    public int passed() {
        return types.values().stream().mapToInt(Counts::passed).sum();
    }

    /** Returns how many trials were refused. */
    public int refused() {
        return types.values().stream().mapToInt(Counts::refused).sum();
    }
}
