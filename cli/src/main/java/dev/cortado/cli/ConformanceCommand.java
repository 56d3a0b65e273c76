package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.conformance.golden.GoldenFolder;
import dev.cortado.conformance.golden.GoldenReport;
import dev.cortado.conformance.golden.GoldenRunner;
import dev.cortado.conformance.kit.ConformanceKit;
import dev.cortado.conformance.kit.Tier;
import dev.cortado.conformance.report.ConformanceReport;
import dev.cortado.conformance.report.Finding;
import dev.cortado.conformance.report.ReportFiles;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks whether a backend keeps its promises. */
@Command(
        name = "conformance",
        header = "Checks whether a backend keeps its promises, and writes a certificate.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado conformance --backend cpu",
            "  ./cortado conformance --backend cpu --tier full --out report/",
            "  ./cortado conformance --backend cpu --op convolution --seed 7",
            "  ./cortado conformance --backend cpu --golden ../shared/conformance/pytorch"
        })
final class ConformanceCommand implements Callable<Integer> {

    private static final int SHOWN = 20;

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private BackendFlags backend;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "smoke (seconds), full (minutes) or soak. Default: smoke.")
    private String tier;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the operands. Default: 1.")
    private Long seed;

    @Option(names = "--op", paramLabel = "NAME", description = "Check one operation alone, such as convolution.")
    private String op;

    @Option(
            names = "--golden",
            paramLabel = "DIR",
            description = "Run the values and gradients of another framework in this folder instead.")
    private Path golden;

    @Option(names = "--out", paramLabel = "DIR", description = "Write report.json and report.html into this folder.")
    private Path out;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    ConformanceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        refuseWhatHasNoEffect();
        Tier wanted = Tier.named(tier == null ? Tier.SMOKE.name() : tier);
        long start = seed == null ? 1 : seed;
        if (out != null) {
            prepare();
        }
        try (Cortado cortado = backend.open(console, start)) {
            if (golden != null) {
                return golden(cortado);
            }
            ConformanceKit kit = ConformanceKit.of(cortado.backend().provider())
                    .options(cortado.backendOptions())
                    .tier(wanted)
                    .seed(start);
            if (op != null) {
                kit.only(op);
            }
            ConformanceReport report = kit.run();
            if (json) {
                console.line(ReportFiles.json(report).stripTrailing());
            } else {
                print(report);
            }
            // the last: what was found is on the screen already if the disk is full
            if (out != null) {
                write(report);
            }
            return report.passed() ? 0 : Failures.OURS;
        }
    }

    private void refuseWhatHasNoEffect() {
        if (backend.strict()) {
            throw CortadoException.user(
                    "no-effect",
                    "--strict",
                    "it is about networks, and has no effect on conformance",
                    "leave it out; 'cortado plan --strict' refuses a network that a backend has no kernels for");
        }
        Map<String, Object> others = new LinkedHashMap<>();
        others.put("--op", op);
        others.put("--tier", tier);
        others.put("--seed", seed);
        others.put("--out", out);
        others.values().removeIf(Objects::isNull);
        if (golden != null && !others.isEmpty()) {
            throw CortadoException.user(
                    "no-effect",
                    "--golden",
                    "it runs the cases of a folder as they are; " + String.join(", ", others.keySet())
                            + " would have no effect",
                    "leave out one or the other");
        }
    }

    private void prepare() {
        try {
            ReportFiles.prepare(out);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private void print(ConformanceReport report) {
        List<Finding> failures = report.failures();
        failures.stream().limit(SHOWN).forEach(finding -> console.line(finding.toString()));
        if (failures.size() > SHOWN) {
            console.line("and " + (failures.size() - SHOWN) + " more failures; --out DIR writes all of them");
        }
        if (!failures.isEmpty()) {
            console.line();
            console.line("failed: "
                    + String.join(", ", ReportFiles.failedOperations(report).keySet()));
        }
        report.notes().forEach(note -> console.line("not checked: " + note));
        console.line(report.certificate());
    }

    private int golden(Cortado cortado) {
        if (!Files.isDirectory(golden)) {
            throw CortadoException.user(
                    "no-such-folder", "--golden", golden + " is no folder", "name a folder with one folder per case");
        }
        try (Backend made = ConformanceKit.create(cortado.backend().provider(), cortado.backendOptions())) {
            GoldenReport report = new GoldenRunner(new GoldenFolder(golden)).run(made);
            if (json) {
                Map<String, Object> tree = new LinkedHashMap<>();
                tree.put("backend", made.name());
                tree.put("passed", report.passed());
                tree.put("failed", report.failed());
                tree.put("unmapped", report.unmapped());
                console.line(Json.writePretty(tree).stripTrailing());
            } else {
                report.failed().forEach((name, problem) -> console.line(name + ": " + problem));
                report.reasons().forEach((reason, count) -> console.line("unmapped: " + count + ", " + reason));
                console.line(report.summary() + " on backend " + made.name());
            }
            return report.isPassed() ? 0 : Failures.OURS;
        }
    }

    private void write(ConformanceReport report) {
        try {
            ReportFiles.write(report, out);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private CortadoException unwritable(IOException e) {
        return CortadoException.user(
                "cannot-write", out.toString(), "the report could not be written: " + e, "choose another folder");
    }
}
