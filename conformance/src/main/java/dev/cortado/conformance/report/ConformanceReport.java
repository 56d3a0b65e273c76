package dev.cortado.conformance.report;

import dev.cortado.api.backend.Behaviour;
import dev.cortado.api.backend.DeviceInfo;
import dev.cortado.conformance.kit.Tier;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Everything that one run of the kit found.
 *
 * @param backend name of the backend
 * @param device what it runs on, and its version
 * @param apiVersion version of the contracts that it was checked against
 * @param tier how much was tried
 * @param seed of the operands
 * @param seconds how long it took
 * @param lacks what the backend says it lacks
 * @param operations what was found, by operation
 * @param failures what is wrong
 * @param notes what could not be checked, and why
 */
public record ConformanceReport(
        String backend,
        DeviceInfo device,
        String apiVersion,
        Tier tier,
        long seed,
        double seconds,
        Set<Behaviour> lacks,
        List<OpResult> operations,
        List<Finding> failures,
        List<String> notes) {

    /** Creates a report; collections are copied. */
    public ConformanceReport {
        lacks = Set.copyOf(lacks);
        operations = List.copyOf(operations);
        failures = List.copyOf(failures);
        notes = List.copyOf(notes);
    }

    /** Tells whether nothing is wrong and something was tried. */
    public boolean passed() {
        return failures.isEmpty() && trials() > 0;
    }

    /** Returns how many trials passed. */
    public int trials() {
        return operations.stream().mapToInt(OpResult::passed).sum();
    }

    /** Returns the number of pairs of an operation and an element type for which all trials passed or some were refused. */
    public long pairs() {
        return operations.stream()
                .flatMap(op -> op.types().values().stream())
                .filter(counts -> counts.passed() > 0 && counts.failed() == 0)
                .count();
    }

    /** Returns the certificate: one line with everything that matters. */
    public String certificate() {
        int refused = operations.stream().mapToInt(OpResult::refused).sum();
        OpResult worst = operations.stream()
                .max(java.util.Comparator.comparingDouble(OpResult::worst))
                .orElse(null);
        return String.format(
                Locale.ROOT,
                "%s: backend %s %s on %s, api %s, %s: %d ops x dtypes passed in %d trials, %d refused as declared, "
                        + "%d failures, worst error %s%s, seed %d, %.1f s",
                passed() ? "PASS" : "FAIL",
                backend,
                device.version(),
                device.name(),
                apiVersion,
                tier.name().toLowerCase(Locale.ROOT),
                pairs(),
                trials(),
                refused,
                failures.size(),
                worst == null ? "none" : String.format(Locale.ROOT, "%.2f ulp in %s", worst.worst(), worst.op()),
                declared(),
                seed,
                seconds);
    }

    /** What a backend declares to lack was not asked of it, whether or not anything was refused for it. */
    private String declared() {
        return lacks.isEmpty()
                ? ""
                : ", declared to lack "
                        + String.join(
                                ", ", lacks.stream().map(Enum::name).sorted().toList());
    }
}
