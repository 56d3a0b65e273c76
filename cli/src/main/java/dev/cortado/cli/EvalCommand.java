package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.train.Loss;
import dev.cortado.core.Session;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.Evaluator;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.metrics.ConfusionMatrix;
import dev.cortado.training.metrics.Evaluation;
import dev.cortado.training.model.ModelFile;
import java.nio.file.Path;
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

/** Judges a saved model by a data set. */
@Command(
        name = "eval",
        header = "Judges a saved model by a data set: accuracy, top-k, confusion matrix.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado eval runs/MODEL/model.safetensors --data digits",
            "  ./cortado eval runs/MODEL/model.safetensors --data photos/ --top 3",
            "  ./cortado eval runs/MODEL/model.safetensors --data digits --split train --json"
        })
final class EvalCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Mixin
    private BackendFlags backend;

    @Parameters(paramLabel = "MODEL", description = "A saved model, such as runs/MODEL/model.safetensors.")
    private Path modelFile;

    @Option(names = "--data", required = true, paramLabel = "NAME|DIR", description = "A data set or a folder.")
    private String data;

    @Option(names = "--split", paramLabel = "SPLIT", description = "test or train. Default: test.")
    private Split split = Split.TEST;

    @Option(names = "--test-size", paramLabel = "N", description = "Take N of the test images. Default: all.")
    private Integer testSize;

    @Option(
            names = "--batch",
            paramLabel = "N",
            description = "Images at a time; never changes a prediction. Default: 64.")
    private int batch = 64;

    @Option(
            names = "--top",
            paramLabel = "K",
            description = "Count a sample as found among the K best classes too. Default: 5.")
    private int top = 5;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FlagValues.atLeastOne("--top", top);
        FlagValues.atLeastOne("--batch", batch);
        if (split == Split.TRAIN && testSize != null) {
            throw CortadoException.user(
                    "flag-conflict",
                    "--test-size",
                    "takes some of the test images, but --split asks for the training images",
                    "leave out one of the two");
        }
        ModelSource.checkSaved(modelFile);
        ModelFile model = ModelFile.load(modelFile);
        try (Cortado cortado = backend.open(console, 0)) {
            Dataset dataset = open(cortado, model);
            Session session = cortado.session();
            Layer network = model.network(cortado.registry().layers()::create);
            model.loadInto(session);
            Loss loss = cortado.registry().losses().create(ComponentSpec.of(TrainSettings.LOSS));
            Evaluation evaluation =
                    new Evaluator(session, network, loss, batch, model.preprocessing()).evaluate(dataset);
            LooseImages.tell(console, data);
            if (json) {
                console.line(Json.writePretty(tree(evaluation, dataset)).stripTrailing());
            } else {
                print(evaluation, dataset);
            }
        }
        return 0;
    }

    private Dataset open(Cortado cortado, ModelFile model) {
        ImageFlags.of(model.input(), modelFile.toString());
        ImageOptions images = model.preprocessing().imageOptions(model.input());
        DataSplits splits = new DataSource(cortado.registry().datasets()).open(data, images, null, testSize);
        Dataset dataset = split == Split.TEST ? splits.test() : splits.train();
        if (!dataset.imageShape().equals(model.input())) {
            throw CortadoException.user(
                    "model-does-not-fit-data",
                    modelFile.toString(),
                    "takes images " + model.input() + ", but those of " + dataset.name() + " are "
                            + dataset.imageShape(),
                    "use the kind of data that the model was trained on");
        }
        if (dataset.classNames().size() != model.classNames().size()) {
            throw CortadoException.user(
                    "model-does-not-fit-data",
                    modelFile.toString(),
                    "knows " + model.classNames().size() + " classes, but " + dataset.name() + " has "
                            + dataset.classNames().size(),
                    "use the kind of data that the model was trained on");
        }
        if (!dataset.classNames().equals(model.classNames())) {
            console.warn("warning: the model's classes are called " + model.classNames() + ", those of "
                    + dataset.name() + " " + dataset.classNames() + "; they are compared by position");
        }
        return dataset;
    }

    private void print(Evaluation evaluation, Dataset dataset) {
        console.line(String.format(
                Locale.ROOT,
                "%s: %,d images, %,.0f images/s",
                dataset.name(),
                evaluation.samples(),
                evaluation.imagesPerSecond()));
        console.line();
        console.line("rows: the true class, columns: the predicted one");
        evaluation.confusion().toText(dataset.classNames()).lines().forEach(console::line);
        console.line();
        console.line(String.format(Locale.ROOT, "loss: %.4f", evaluation.loss()));
        int k = Math.min(top, dataset.classNames().size());
        if (k > 1) {
            console.line(String.format(Locale.ROOT, "top-%d accuracy: %.4f", k, evaluation.topK(k)));
        }
        console.line(String.format(
                Locale.ROOT, "%s accuracy: %.4f", split.name().toLowerCase(Locale.ROOT), evaluation.accuracy()));
    }

    private Map<String, Object> tree(Evaluation evaluation, Dataset dataset) {
        int k = Math.min(top, dataset.classNames().size());
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", modelFile.toString());
        tree.put("data", dataset.name());
        tree.put("samples", evaluation.samples());
        tree.put("accuracy", evaluation.accuracy());
        tree.put("loss", evaluation.loss());
        tree.put("top_k", Map.of("k", k, "accuracy", evaluation.topK(k)));
        tree.put("classes", dataset.classNames());
        tree.put("confusion", rows(evaluation.confusion()));
        tree.put("seconds", evaluation.seconds());
        return tree;
    }

    private static List<List<Long>> rows(ConfusionMatrix confusion) {
        List<List<Long>> rows = new ArrayList<>();
        for (int actual = 0; actual < confusion.classes(); actual++) {
            List<Long> row = new ArrayList<>();
            for (int predicted = 0; predicted < confusion.classes(); predicted++) {
                row.add(confusion.count(actual, predicted));
            }
            rows.add(row);
        }
        return rows;
    }
}
