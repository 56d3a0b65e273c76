package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.runtime.ComponentRegistry;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a data set looks like. */
@Command(
        name = "show",
        header = "Shows images of a data set, in the terminal or as a PNG contact sheet, and counts its classes.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./cortado data show digits", "  ./cortado data show fashion-mnist --count 100 --out sheet.png"})
final class DataShowCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Parameters(paramLabel = "NAME|DIR", description = "A data set or a folder.")
    private String data;

    @Option(names = "--split", paramLabel = "SPLIT", description = "train or test. Default: train.")
    private Split split = Split.TRAIN;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Images to show. Default: 3 in the terminal, 100 in a PNG.")
    private Integer count;

    @Option(names = "--image-size", paramLabel = "HxW", description = "What photographs are made into. Default: 64x64.")
    private String imageSize = "64";

    @Option(names = "--out", paramLabel = "FILE", description = "Write a PNG contact sheet here.")
    private Path out;

    DataShowCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (count != null && (count < 1 || count > MOST)) {
            throw CortadoException.user("flag-out-of-range", "--count", "is " + count, "use 1 to " + MOST);
        }
        ComponentRegistry registry = ComponentRegistry.of(BackendFlags.discover(console));
        DataSplits splits = new DataSource(registry.datasets()).open(data, ImageFlags.parse(imageSize));
        Dataset dataset = split == Split.TRAIN ? splits.train() : splits.test();
        describe(dataset);
        int shown = Math.min(dataset.size(), count != null ? count : out == null ? 3 : 100);
        if (out == null) {
            draw(dataset, shown);
        } else {
            ContactSheet.of(dataset, shown).write(out);
            console.line("wrote " + shown + " images to " + out);
        }
        return 0;
    }

    private void describe(Dataset dataset) {
        console.line(dataset.name() + ": " + Quantities.count(dataset.size()) + " images " + dataset.imageShape() + ", "
                + dataset.classNames().size() + " classes");
        int[] counts = new int[dataset.classNames().size()];
        for (int i = 0; i < dataset.size(); i++) {
            counts[dataset.label(i)]++;
        }
        TextTable table = new TextTable("lr");
        for (int k = 0; k < counts.length; k++) {
            table.row(dataset.classNames().get(k), Quantities.count(counts[k]));
        }
        console.table(table);
        console.line();
    }

    private void draw(Dataset dataset, int shown) {
        Shape shape = dataset.imageShape();
        float[] pixels = new float[shape.elements()];
        for (int i = 0; i < shown; i++) {
            dataset.read(i, pixels, 0);
            console.line("image " + i + ": " + dataset.classNames().get(dataset.label(i)));
            AsciiArt.draw(pixels, shape, console.width()).forEach(console::line);
        }
    }
}
