package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.core.run.PlanReport;
import dev.cortado.core.run.ProgramMemory;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how a backend would run a model, without running it. */
@Command(
        name = "plan",
        header = "Shows how a backend runs a model: each kernel with its layer, what is decomposed, memory.",
        description = {
            "",
            "native: the backend runs the operation itself. decomposed: it has no kernel, so parts run instead. opaque: a "
                    + "foreign engine runs it as a whole. unsupported: it cannot run; the exit code is 1 then, as with "
                    + "--strict where something is decomposed."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado plan lenet",
            "  ./cortado plan vgg-small --backend opencl --train --batch 32",
            "  ./cortado plan my-model.yaml --input 3x32x32 --backend nd4j --strict",
            "  ./cortado plan runs/MODEL/model.safetensors --json"
        })
final class PlanCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private BackendFlags backend;

    @Parameters(
            paramLabel = "MODEL",
            description =
                    "linear, mlp, lenet, vgg-small, resnet-8, resnet-18, mobilenet-v2, a model file or a saved model.")
    private String model;

    @Option(names = "--batch", paramLabel = "N", description = "Images at a time. Default: 64.")
    private int batch = 64;

    @Option(names = "--train", description = "Show a training step with adam instead of inference.")
    private boolean train;

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Shape of one image. Default: what the file says, otherwise 1x28x28.")
    private String input;

    @Option(names = "--classes", paramLabel = "N", description = "Classes of a built-in model. Default: 10.")
    private int classes = 10;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PlanCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FlagValues.atLeastOne("--classes", classes);
        FlagValues.atLeastOne("--batch", batch);
        try (Cortado cortado = backend.open(console, 0)) {
            ModelSource models = new ModelSource(cortado.registry());
            Shape image = InputShape.of(input, models.input(model));
            Layer network = models.network(model, image, classes);
            TensorSpec spec = new TensorSpec(DType.FLOAT32, image.insert(0, batch));
            PlanReport plan;
            try {
                plan = plan(cortado, network, spec);
            } catch (CortadoException refused) {
                if (!json || !refused.code().equals("op-unsupported")) {
                    throw refused;
                }
                console.line(Json.writePretty(unsupported(cortado, refused)).stripTrailing());
                return Failures.OURS;
            }
            if (json) {
                console.line(Json.writePretty(tree(cortado, plan)).stripTrailing());
            } else {
                print(cortado, plan, spec);
            }
        }
        return 0;
    }

    private PlanReport plan(Cortado cortado, Layer network, TensorSpec spec) {
        Session session = cortado.session();
        return (train
                        ? session.training(
                                network,
                                cortado.registry().losses().create(ComponentSpec.of(TrainSettings.LOSS)),
                                cortado.registry().optimizers().create(ComponentSpec.of("adam")),
                                spec)
                        : session.inference(network, spec))
                .plan();
    }

    private void print(Cortado cortado, PlanReport plan, TensorSpec spec) {
        console.line((train ? "one training step of " : "inference with ") + model + " for " + spec + " on "
                + cortado.backend().name() + ": "
                + cortado.session().backend().device().name());
        console.line();
        TextTable table = new TextTable("llllrl").row("layer", "operation", "how", "result", "operations", "kernel");
        for (PlanReport.Row row : plan.rows()) {
            table.row(
                    row.origin(),
                    row.op(),
                    row.partOf().map(whole -> "part of " + whole).orElse(status(row)),
                    row.result(),
                    Quantities.count(row.cost().flops()),
                    row.kernel());
        }
        console.table(table);
        console.line();
        for (PlanReport.Decomposition each : plan.decompositions()) {
            console.line("decomposed: " + each.op() + " in " + each.origin() + " into " + parts(each.parts()));
        }
        console.line(plan.rows().size() + " kernels: " + count(plan, PlanReport.Status.NATIVE) + " native, "
                + count(plan, PlanReport.Status.DECOMPOSED) + " parts of "
                + plan.decompositions().size() + " decomposed operations, " + count(plan, PlanReport.Status.OPAQUE)
                + " opaque");
        ProgramMemory memory = plan.memory();
        console.line(Quantities.count(plan.cost().flops())
                + " floating-point operations; peak memory " + Quantities.bytes(memory.peak())
                + ": intermediate results "
                + Quantities.bytes(memory.intermediate()) + " (without sharing "
                + Quantities.bytes(plan.unplannedBytes()) + "), weights and state " + Quantities.bytes(memory.state())
                + ", prepared weights " + Quantities.bytes(memory.prepared()) + ", inputs "
                + Quantities.bytes(memory.inputs()));
    }

    private static String parts(int count) {
        return count + (count == 1 ? " part" : " parts");
    }

    private static String status(PlanReport.Row row) {
        return row.status().name().toLowerCase(Locale.ROOT);
    }

    private static long count(PlanReport plan, PlanReport.Status status) {
        return plan.rows().stream().filter(row -> row.status() == status).count();
    }

    private Map<String, Object> tree(Cortado cortado, PlanReport plan) {
        List<Object> kernels = new ArrayList<>();
        for (PlanReport.Row row : plan.rows()) {
            Map<String, Object> kernel = new LinkedHashMap<>();
            kernel.put("layer", row.origin().toString());
            kernel.put("operation", row.op());
            kernel.put("status", status(row));
            kernel.put("part_of", row.partOf().orElse(null));
            kernel.put("kernel", row.kernel());
            kernel.put("result", row.result());
            kernel.put("flops", row.cost().flops());
            kernel.put("bytes", row.cost().bytes());
            kernels.add(kernel);
        }
        List<Object> decomposed = new ArrayList<>();
        for (PlanReport.Decomposition each : plan.decompositions()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("layer", each.origin().toString());
            entry.put("operation", each.op());
            entry.put("parts", each.parts());
            decomposed.add(entry);
        }
        Map<String, Object> tree = head(cortado);
        tree.put("kernels", kernels);
        tree.put("decomposed", decomposed);
        tree.put("unsupported", List.of());
        tree.put("flops", plan.cost().flops());
        tree.put("bytes", plan.cost().bytes());
        tree.put("peak_bytes", plan.arenaBytes());
        tree.put("unshared_bytes", plan.unplannedBytes());
        tree.put("state_bytes", plan.memory().state());
        tree.put("prepared_bytes", plan.memory().prepared());
        tree.put("input_bytes", plan.memory().inputs());
        return tree;
    }

    private Map<String, Object> head(Cortado cortado) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", model);
        tree.put("backend", cortado.backend().name());
        tree.put("device", cortado.session().backend().device().name());
        tree.put("mode", train ? "training" : "inference");
        tree.put("batch", batch);
        return tree;
    }

    private Map<String, Object> unsupported(Cortado cortado, CortadoException refused) {
        List<Object> entries = new ArrayList<>();
        for (CortadoException each : refused.problems()) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("layer", each.where().orElse(""));
            entry.put("message", each.getMessage());
            entries.add(entry);
        }
        Map<String, Object> tree = head(cortado);
        tree.put("unsupported", entries);
        return tree;
    }
}
