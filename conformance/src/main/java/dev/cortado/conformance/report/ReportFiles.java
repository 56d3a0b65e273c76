package dev.cortado.conformance.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes a report as {@code report.json} and {@code report.html}. */
public final class ReportFiles {

    private static final String JSON = "report.json";
    private static final String HTML = "report.html";

    private ReportFiles() {}

    /**
     * Makes the folder if it is missing, and finds out whether the files can be written there: better before a long run than
     * after it.
     *
     * @throws IOException if they cannot
     */
    public static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.delete(Files.createTempFile(folder, "report", ".tmp"));
        for (String name : List.of(JSON, HTML)) {
            Path file = folder.resolve(name);
            if (Files.exists(file) && !(Files.isRegularFile(file) && Files.isWritable(file))) {
                throw new AccessDeniedException(file.toString());
            }
        }
    }

    /** Writes both files into a folder, which is made if it is missing. */
    public static void write(ConformanceReport report, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(JSON), json(report));
        Files.writeString(folder.resolve(HTML), ReportPage.of(report));
    }

    /** Returns the report as JSON. */
    public static String json(ConformanceReport report) {
        return JsonLines.write(tree(report));
    }

    private static Map<String, Object> tree(ConformanceReport report) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("passed", report.passed());
        tree.put("certificate", report.certificate());
        tree.put("backend", report.backend());
        tree.put("version", report.device().version());
        tree.put("device", report.device().name());
        tree.put("api", report.apiVersion());
        tree.put("tier", report.tier().name().toLowerCase(Locale.ROOT));
        tree.put("seed", report.seed());
        tree.put("seconds", report.seconds());
        tree.put("lacks", report.lacks().stream().map(Enum::name).sorted().toList());
        tree.put("trials", report.trials());
        tree.put(
                "operations",
                report.operations().stream().map(ReportFiles::operation).toList());
        tree.put(
                "failures", report.failures().stream().map(ReportFiles::failure).toList());
        tree.put("notes", report.notes());
        return tree;
    }

    private static Map<String, Object> operation(OpResult result) {
        Map<String, Object> types = new TreeMap<>();
        result.types()
                .forEach((dtype, counts) -> types.put(
                        dtype.name().toLowerCase(Locale.ROOT),
                        Map.of("passed", counts.passed(), "refused", counts.refused(), "failed", counts.failed())));
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("op", result.op());
        tree.put("types", types);
        tree.put("worst_ulp", result.worst());
        tree.put("worst_at", result.worstAt());
        return tree;
    }

    private static Map<String, Object> failure(Finding finding) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("op", finding.op());
        tree.put("check", finding.check());
        tree.put("subject", finding.subject());
        tree.put("message", finding.message());
        return tree;
    }

    /** Returns the operations that failed, with the number of failures of each. */
    public static Map<String, Long> failedOperations(ConformanceReport report) {
        Map<String, Long> failed = new TreeMap<>();
        List<Finding> failures = report.failures();
        failures.forEach(finding -> failed.merge(finding.op(), 1L, Long::sum));
        return failed;
    }
}
