package dev.cortado.cli;

import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.layer.Layer;
import dev.cortado.core.trace.NetworkSummary;
import dev.cortado.interop.Json;
import dev.cortado.runtime.ComponentRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a network consists of and what it costs, for one image. */
@Command(
        name = "summary",
        header = "Shows the layers of a model: shapes, parameters, multiply-adds, receptive field, memory.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado summary lenet",
            "  ./cortado summary vgg-small --input 3x32x32 --classes 10",
            "  ./cortado summary my-model.yaml --input 1x28x28",
            "  ./cortado summary runs/MODEL/model.safetensors --json"
        })
final class SummaryCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Parameters(
            paramLabel = "MODEL",
            description =
                    "linear, mlp, lenet, vgg-small, resnet-8, resnet-18, mobilenet-v2, a model file or a saved model.")
    private String model;

    @Option(
            names = "--input",
            paramLabel = "CxHxW",
            description = "Shape of one image. Default: what the file says, otherwise 1x28x28.")
    private String input;

    @Option(names = "--classes", paramLabel = "N", description = "Classes of a built-in model. Default: 10.")
    private int classes = 10;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    SummaryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FlagValues.atLeastOne("--classes", classes);
        ModelSource models = new ModelSource(ComponentRegistry.of(BackendFlags.discover(console)));
        Shape asked = models.input(model);
        Shape image = InputShape.of(input, asked);
        Layer network = models.network(model, image, classes);
        NetworkSummary summary = NetworkSummary.of(network, new TensorSpec(DType.FLOAT32, image.insert(0, 1)));
        if (json) {
            console.line(Json.writePretty(tree(summary, image)).stripTrailing());
        } else {
            print(summary, image);
        }
        return 0;
    }

    private void print(NetworkSummary summary, Shape image) {
        console.line(model + " for one image " + image);
        console.line();
        TextTable table = new TextTable("lllrrrr")
                .row("layer", "type", "output", "parameters", "multiply-adds", "receptive field", "memory");
        for (NetworkSummary.Row row : summary.rows()) {
            table.row(
                    row.path().isEmpty() ? "(all)" : row.path(),
                    row.type(),
                    image(row.output()),
                    Quantities.count(row.parameters()),
                    Quantities.count(row.multiplyAdds()),
                    field(row),
                    Quantities.bytes(row.outputBytes()));
        }
        table.row(
                "total",
                "",
                "",
                Quantities.count(summary.parameters()),
                Quantities.count(summary.multiplyAdds()),
                "",
                Quantities.bytes(outputBytes(summary)));
        console.table(table);
        console.line();
        console.line("parameters take " + Quantities.bytes(4 * summary.parameters()) + " in float32"
                + (state(summary) == 0
                        ? ""
                        : "; running statistics are " + Quantities.count(state(summary)) + " numbers more"));
    }

    private Map<String, Object> tree(NetworkSummary summary, Shape image) {
        List<Object> layers = new ArrayList<>();
        for (NetworkSummary.Row row : summary.rows()) {
            Map<String, Object> layer = new LinkedHashMap<>();
            layer.put("layer", row.path());
            layer.put("type", row.type());
            layer.put("output", sizes(row.output()));
            layer.put("parameters", row.parameters());
            layer.put("state", row.state());
            layer.put("multiply_adds", row.multiplyAdds());
            layer.put("receptive_field", row.receptiveField());
            layer.put("output_bytes", row.outputBytes());
            layers.add(layer);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", model);
        tree.put("input", sizes(image.insert(0, 1)));
        tree.put("layers", layers);
        tree.put("parameters", summary.parameters());
        tree.put("state", state(summary));
        tree.put("multiply_adds", summary.multiplyAdds());
        tree.put("output_bytes", outputBytes(summary));
        return tree;
    }

    private static long state(NetworkSummary summary) {
        return summary.rows().stream().mapToLong(NetworkSummary.Row::state).sum();
    }

    private static long outputBytes(NetworkSummary summary) {
        return summary.rows().stream()
                .mapToLong(NetworkSummary.Row::outputBytes)
                .sum();
    }

    private static String image(Shape batch) {
        return batch.rank() == 0 ? batch.toString() : batch.without(0).toString();
    }

    private static String field(NetworkSummary.Row row) {
        return row.receptiveField().isEmpty()
                ? "-"
                : row.receptiveField().stream().map(String::valueOf).collect(Collectors.joining("x"));
    }

    private static List<Integer> sizes(Shape shape) {
        List<Integer> sizes = new ArrayList<>();
        for (int size : shape.toArray()) {
            sizes.add(size);
        }
        return sizes;
    }
}
