package dev.cortado.conformance.report;

import dev.cortado.api.DType;
import java.util.Locale;

/** Writes a report as a page that needs no other file. */
final class ReportPage {

    private static final String STYLE = """
            body { font: 14px/1.45 system-ui, sans-serif; margin: 2em auto; max-width: 75em; padding: 0 1em; color: #222; }
            table { border-collapse: collapse; } td, th { padding: .2em .7em; border-bottom: 1px solid #ddd; text-align: left; }
            td.n { text-align: right; font-variant-numeric: tabular-nums; } .pass { color: #17752b; } .fail { color: #b3161b; }
            .certificate { font-weight: 600; padding: .8em 1em; background: #f4f4f4; border-left: .4em solid; }
            .muted { color: #888; } @media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd; }
            .certificate { background: #262626; } td, th { border-color: #383838; } .pass { color: #6fce83; } .fail { color: #ff7b7b; } }
            """;

    private final StringBuilder page = new StringBuilder();

    private ReportPage() {}

    static String of(ConformanceReport report) {
        ReportPage page = new ReportPage();
        page.write(report);
        return page.page.toString();
    }

    private void write(ConformanceReport report) {
        String state = report.passed() ? "pass" : "fail";
        line("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        line("<meta name=\"viewport\" content=\"width=device-width\"><title>Conformance of " + escape(report.backend())
                + "</title><style>" + STYLE + "</style></head><body>");
        line("<h1>Conformance of backend " + escape(report.backend()) + "</h1>");
        line("<p class=\"certificate " + state + "\">" + escape(report.certificate()) + "</p>");
        failures(report);
        operations(report);
        list(
                "Declared to lack",
                report.lacks().stream().map(Enum::name).sorted().toList());
        list("Not checked", report.notes());
        line(
                "<p class=\"muted\">An error is given in units of eps times the root of the number of terms times the sum of "
                        + "their absolute values; its class allows a fixed number of them.</p></body></html>");
    }

    private void failures(ConformanceReport report) {
        if (report.failures().isEmpty()) {
            return;
        }
        line("<h2>Failures</h2><table><tr><th>operation</th><th>check</th><th>subject</th><th>what</th></tr>");
        for (Finding finding : report.failures()) {
            line("<tr><td class=\"fail\">" + escape(finding.op()) + "</td><td>" + escape(finding.check()) + "</td><td>"
                    + escape(finding.subject()) + "</td><td>" + escape(finding.message()) + "</td></tr>");
        }
        line("</table>");
    }

    private void operations(ConformanceReport report) {
        StringBuilder heads = new StringBuilder();
        for (DType dtype : DType.values()) {
            heads.append("<th>").append(dtype.name().toLowerCase(Locale.ROOT)).append("</th>");
        }
        line("<h2>Operations</h2><table><tr><th>operation</th>" + heads + "<th>worst error</th><th>where</th></tr>");
        for (OpResult result : report.operations()) {
            StringBuilder cells = new StringBuilder();
            for (DType dtype : DType.values()) {
                cells.append("<td class=\"n\">")
                        .append(cell(result.types().get(dtype)))
                        .append("</td>");
            }
            line("<tr><td class=\"" + (result.failed() == 0 ? "pass" : "fail") + "\">" + escape(result.op()) + "</td>"
                    + cells + "<td class=\"n\">" + String.format(Locale.ROOT, "%.2f", result.worst())
                    + "</td><td class=\"muted\">" + escape(result.worstAt()) + "</td></tr>");
        }
        line("</table>");
    }

    private static String cell(OpResult.Counts counts) {
        if (counts == null) {
            return "";
        }
        String text = String.valueOf(counts.passed());
        if (counts.refused() > 0) {
            text += " <span class=\"muted\">" + counts.refused() + " refused</span>";
        }
        return counts.failed() == 0 ? text : text + " <span class=\"fail\">" + counts.failed() + " failed</span>";
    }

    private void list(String head, java.util.List<String> lines) {
        if (!lines.isEmpty()) {
            line("<h2>" + head + "</h2><ul>");
            lines.forEach(entry -> line("<li>" + escape(entry) + "</li>"));
            line("</ul>");
        }
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
