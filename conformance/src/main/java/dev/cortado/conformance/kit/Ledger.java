package dev.cortado.conformance.kit;

import dev.cortado.api.DType;
import dev.cortado.conformance.report.Finding;
import dev.cortado.conformance.report.OpResult;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes down, per operation and type, what passed, what was refused and what is wrong. Thread-safe. */
final class Ledger {

    private final Map<String, Entry> entries = new TreeMap<>();
    private final List<Finding> failures = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** The counts of one operation. */
    private static final class Entry {
        private final Map<DType, int[]> counts = new EnumMap<>(DType.class);
        private double worst;
        private String worstAt = "";
    }

    private static final int PASSED = 0;
    private static final int REFUSED = 1;
    private static final int FAILED = 2;

    synchronized void passed(String op, DType dtype) {
        count(op, dtype, PASSED);
    }

    synchronized void refused(String op, DType dtype) {
        count(op, dtype, REFUSED);
    }

    synchronized void failed(Finding finding, DType dtype) {
        count(finding.op(), dtype, FAILED);
        failures.add(finding);
    }

    synchronized void note(String line) {
        notes.add(line);
    }

    /** Remembers an error in units of eps times the sum of absolute terms times the root of their number. */
    synchronized void error(String op, double units, String where) {
        Entry entry = entry(op);
        if (units > entry.worst) {
            entry.worst = units;
            entry.worstAt = where;
        }
    }

    private Entry entry(String op) {
        return entries.computeIfAbsent(op, key -> new Entry());
    }

    private void count(String op, DType dtype, int what) {
        entry(op).counts.computeIfAbsent(dtype, key -> new int[3])[what]++;
    }

    synchronized List<Finding> failures() {
        return List.copyOf(failures);
    }

    synchronized List<String> notes() {
        return List.copyOf(notes);
    }

    synchronized List<OpResult> results() {
        List<OpResult> results = new ArrayList<>();
        entries.forEach((op, entry) -> {
            Map<DType, OpResult.Counts> counts = new EnumMap<>(DType.class);
            entry.counts.forEach(
                    (dtype, of) -> counts.put(dtype, new OpResult.Counts(of[PASSED], of[REFUSED], of[FAILED])));
            results.add(new OpResult(op, counts, entry.worst, entry.worstAt));
        });
        return results;
    }
}
