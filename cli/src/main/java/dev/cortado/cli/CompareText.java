package dev.cortado.cli;

import dev.cortado.core.compare.ComparisonReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a comparison of two backends for people. */
final class CompareText {

    private final Console console;
    private final ComparisonReport report;
    private final String a;
    private final String b;

    CompareText(Console console, ComparisonReport report, String a, String b) {
        this.console = console;
        this.report = report;
        this.a = a;
        this.b = b;
    }

    void print(
            CompareFlags flags,
            Map<String, Object> devices,
            String data,
            List<Map<String, Object>> times,
            boolean everyOperation) {
        console.line("A         " + a + ": " + devices.get("a"));
        console.line("B         " + b + ": " + devices.get("b"));
        console.line(
                "training  " + flags.model + ", batches of " + flags.batch + " from " + data + ", " + flags.optimizer
                        + "; initial weights " + (report.equalInitialWeights() ? "have equal bits" : "DIFFER"));
        console.line();
        if (everyOperation) {
            operations();
        } else {
            layers();
        }
        console.line();
        losses();
        if (!times.isEmpty()) {
            console.line();
            times.forEach(this::time);
        }
        console.line();
        verdict();
    }

    private void layers() {
        TextTable table = new TextTable("llrrl").row("layer", "worst operation", "local", "accumulated", "");
        for (ComparisonReport.LayerRow row : report.layers()) {
            table.row(
                    row.layer(),
                    row.worstOp(),
                    number(row.local()),
                    number(row.accumulated()),
                    row.out() ? "out of tolerance" : "");
        }
        console.table(table);
    }

    private void operations() {
        TextTable table =
                new TextTable("lllrrrl").row("layer", "operation", "result", "local", "allowed", "accumulated", "");
        for (ComparisonReport.OpRow row : report.ops()) {
            table.row(
                    row.origin(),
                    row.op(),
                    row.result(),
                    number(row.local()),
                    number(row.localBound()),
                    number(row.accumulated()),
                    row.isGuilty() ? "guilty" : row.isOut() ? "out of tolerance" : "");
        }
        console.table(table);
    }

    private void losses() {
        TextTable table = new TextTable("rrrr").row("step", "loss on A", "loss on B", "difference");
        for (ComparisonReport.LossRow row : report.losses()) {
            table.row(
                    row.step(),
                    String.format(Locale.ROOT, "%.6f", row.a()),
                    String.format(Locale.ROOT, "%.6f", row.b()),
                    number(row.difference()));
        }
        console.table(table);
    }

    private void time(Map<String, Object> time) {
        console.line(
                time.containsKey("failure")
                        ? "time of a step on " + time.get("backend") + ": not measured: " + time.get("failure")
                        : String.format(
                                Locale.ROOT,
                                "time of a step on %s: %.2f ms (median of %s, in a process of its own)",
                                time.get("backend"),
                                ((Number) time.get("median_ms")).doubleValue(),
                                time.get("steps")));
    }

    private void verdict() {
        report.guilty()
                .ifPresent(row -> console.line("guilty: " + row.op() + " in " + row.origin() + ", off by "
                        + number(row.local()) + " where rounding explains " + number(row.localBound())));
        report.firstOut()
                .ifPresent(row -> console.line("first layer out of tolerance: " + row.origin() + " (" + row.op() + ")"
                        + (report.guilty().isPresent()
                                ? ""
                                : "; no operation is wrong by itself, small differences grew or tipped a comparison")));
        if (!report.fusedStepAgrees()) {
            console.line("the step as it is run, lowered and fused, gives another loss than its operations one by one:"
                    + " the first losses differ by "
                    + number(report.losses().get(0).difference()));
        }
        console.line(report.agrees() ? "the backends agree" : "the backends do NOT agree");
    }

    private static String number(double value) {
        return value == 0 ? "0" : String.format(Locale.ROOT, "%.1e", value);
    }
}
