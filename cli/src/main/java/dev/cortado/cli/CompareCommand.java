package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.core.Session;
import dev.cortado.core.compare.BackendComparison;
import dev.cortado.core.compare.ComparisonReport;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import dev.cortado.runtime.Plugins;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows where two backends agree and where they do not. */
@Command(
        name = "compare",
        header = "Runs the same training step on two backends and names the first layer that differs.",
        description = {
            "",
            "local: the error of B fed with A's operands, relative to the sum of the absolute terms; it finds the guilty "
                    + "operation. accumulated: the error of B fed with its own operands, relative to the largest "
                    + "result. Exit code 1 if an operation differs by more than rounding explains."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado compare reference cpu",
            "  ./cortado compare cpu nd4j --model vgg-small --data fashion-mnist",
            "  ./cortado compare cpu opencl:device=1 --ops",
            "  ./cortado compare cpu cpu:fusion=off,threads=1 --json"
        })
final class CompareCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private CompareFlags flags;

    @Parameters(index = "0", paramLabel = "A", description = "The backend that is trusted: NAME or NAME:KEY=VALUE,...")
    private String a;

    @Parameters(index = "1", paramLabel = "B", description = "The backend that is compared with it.")
    private String b;

    @Option(names = "--ops", description = "Show every operation, not every layer.")
    private boolean ops;

    @Option(names = "--no-times", description = "Do not measure steps in separate processes.")
    private boolean noTimes;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        flags.check();
        Plugins plugins = BackendFlags.discover(console);
        ComparisonReport report;
        Map<String, Object> devices = new LinkedHashMap<>();
        String data;
        try (Cortado onA = BackendSide.parse(a).open(plugins, CompareSubject.SEED);
                Cortado onB = BackendSide.parse(b).open(plugins, CompareSubject.SEED)) {
            CompareSubject subject = CompareSubject.of(flags, onA.registry());
            data = subject.data();
            Session sessionA = onA.session();
            Session sessionB = onB.session();
            subject.loadInto(sessionA);
            subject.loadInto(sessionB);
            devices.put("a", sessionA.backend().device().name());
            devices.put("b", sessionB.backend().device().name());
            report = new BackendComparison(
                            subject.network(), subject.loss(), subject.optimizer(), CompareSubject.LEARNING_RATE)
                    .run(sessionA, sessionB, subject.batches(), flags.steps);
        }
        List<Map<String, Object>> times = noTimes ? List.of() : List.of(times(a), times(b));
        if (json) {
            console.line(Json.writePretty(tree(report, devices, data, times)).stripTrailing());
        } else {
            new CompareText(console, report, a, b).print(flags, devices, data, times, ops);
        }
        return report.agrees() ? 0 : Failures.OURS;
    }

    /** One process per backend: thread pools of two backends in one would slow each other down. */
    private Map<String, Object> times(String side) {
        List<String> command = new ArrayList<>(List.of(StepTimesCommand.NAME, side, "--model", flags.model));
        command.addAll(List.of("--optimizer", flags.optimizer));
        if (flags.data != null) {
            command.addAll(List.of("--data", flags.data));
        }
        command.addAll(List.of("--batch", String.valueOf(flags.batch), "--steps", String.valueOf(flags.steps)));
        try {
            return Json.parseObject(SeparateProcess.run(command), "times of " + side);
        } catch (IOException | CortadoException failed) {
            return Map.of("backend", side, "failure", String.valueOf(failed.getMessage()));
        }
    }

    private Map<String, Object> tree(
            ComparisonReport report, Map<String, Object> devices, String data, List<Map<String, Object>> times) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("a", a);
        tree.put("b", b);
        tree.put("devices", devices);
        tree.put("model", flags.model);
        tree.put("data", data);
        tree.put("batch", flags.batch);
        tree.put("equal_initial_weights", report.equalInitialWeights());
        tree.put("layers", report.layers().stream().map(CompareCommand::tree).toList());
        tree.put("operations", report.ops().stream().map(CompareCommand::tree).toList());
        tree.put("guilty", report.guilty().map(CompareCommand::tree).orElse(null));
        tree.put(
                "first_out_of_tolerance",
                report.firstOut().map(CompareCommand::tree).orElse(null));
        List<Object> losses = new ArrayList<>();
        for (ComparisonReport.LossRow loss : report.losses()) {
            losses.add(Map.of("step", loss.step(), "a", loss.a(), "b", loss.b()));
        }
        tree.put("losses", losses);
        tree.put("lowered_step_agrees", report.fusedStepAgrees());
        tree.put("times", times);
        tree.put("agrees", report.agrees());
        return tree;
    }

    private static Map<String, Object> tree(ComparisonReport.LayerRow row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layer", row.layer());
        tree.put("worst_operation", row.worstOp());
        tree.put("local", row.local());
        tree.put("accumulated", row.accumulated());
        tree.put("out", row.out());
        return tree;
    }

    private static Map<String, Object> tree(ComparisonReport.OpRow row) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("layer", row.origin().toString());
        tree.put("operation", row.op());
        tree.put("result", row.result());
        tree.put("local", row.local());
        tree.put("local_bound", row.localBound());
        tree.put("accumulated", row.accumulated());
        tree.put("accumulated_bound", row.accumulatedBound());
        tree.put("guilty", row.isGuilty());
        tree.put("out", row.isOut());
        return tree;
    }
}
