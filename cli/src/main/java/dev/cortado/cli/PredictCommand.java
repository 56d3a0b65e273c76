package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.interop.Json;
import dev.cortado.runtime.Cortado;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.model.Prediction;
import dev.cortado.training.model.Predictor;
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

/** Says what images show. */
@Command(
        name = "predict",
        header = "Says what images show, with a saved model.",
        description = {"", "Images of any size are resized and normalized as the model file says."},
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado predict runs/MODEL/model.safetensors photo.png",
            "  ./cortado predict runs/MODEL/model.safetensors photos/*.jpg --top 3",
            "  ./cortado predict runs/MODEL/model.safetensors photo.png --json"
        })
final class PredictCommand implements Callable<Integer> {

    private static final int CHUNK = 64;

    private final Console console;
    private final List<Path> readable = new ArrayList<>();
    private final List<CortadoException> problems = new ArrayList<>();

    @Mixin
    private CommonFlags common;

    @Mixin
    private BackendFlags backend;

    @Parameters(index = "0", paramLabel = "MODEL", description = "A saved model, such as runs/MODEL/model.safetensors.")
    private Path model;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "IMAGE", description = "JPEG, PNG, BMP or GIF files.")
    private List<Path> images;

    @Option(names = "--top", paramLabel = "K", description = "Classes to show per image. Default: 1.")
    private int top = 1;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    PredictCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        FlagValues.atLeastOne("--top", top);
        ModelSource.checkSaved(model);
        List<Prediction> predictions;
        try (Cortado cortado = backend.open(console, 0);
                Predictor predictor = cortado.load(model)) {
            predictions = predict(predictor);
        }
        if (json) {
            console.line(Json.writePretty(tree(predictions)).stripTrailing());
        } else {
            print(predictions);
        }
        if (!problems.isEmpty()) {
            throw CortadoException.all("the list of images", problems);
        }
        return 0;
    }

    private List<Prediction> predict(Predictor predictor) {
        ImageFlags.of(predictor.input(), model.toString());
        ImageOptions options = predictor.preprocessing().imageOptions(predictor.input());
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < images.size(); from += CHUNK) {
            List<float[]> pixels = new ArrayList<>();
            for (Path image : images.subList(from, Math.min(images.size(), from + CHUNK))) {
                try {
                    pixels.add(ImageFiles.read(image, options));
                    readable.add(image);
                } catch (CortadoException bad) {
                    // the others are still worth an answer; this one is reported at the end
                    problems.add(bad);
                }
            }
            if (!pixels.isEmpty()) {
                predictions.addAll(predictor.predict(pixels));
            }
        }
        return predictions;
    }

    private void print(List<Prediction> predictions) {
        TextTable table = new TextTable("llr");
        for (int i = 0; i < predictions.size(); i++) {
            Object name = readable.get(i);
            for (Prediction.Ranked ranked : predictions.get(i).top(top)) {
                table.row(name, ranked.className(), String.format(Locale.ROOT, "%.4f", ranked.probability()));
                name = "";
            }
        }
        console.table(table);
    }

    private Map<String, Object> tree(List<Prediction> predictions) {
        List<Object> all = new ArrayList<>();
        for (int i = 0; i < predictions.size(); i++) {
            List<Object> ranked = new ArrayList<>();
            for (Prediction.Ranked each : predictions.get(i).top(top)) {
                Map<String, Object> entry = new LinkedHashMap<>();
                entry.put("class", each.className());
                entry.put("index", each.index());
                entry.put("probability", each.probability());
                ranked.add(entry);
            }
            Map<String, Object> prediction = new LinkedHashMap<>();
            prediction.put("image", readable.get(i).toString());
            prediction.put("class", predictions.get(i).className());
            prediction.put("probability", predictions.get(i).probability());
            prediction.put("top", ranked);
            all.add(prediction);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("model", model.toString());
        tree.put("predictions", all);
        tree.put("errors", problems.stream().map(CortadoException::getMessage).toList());
        return tree;
    }
}
