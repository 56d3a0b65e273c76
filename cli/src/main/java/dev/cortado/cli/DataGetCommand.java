package dev.cortado.cli;

import dev.cortado.training.data.DatasetDownloader;
import dev.cortado.training.data.Datasets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Downloads a public data set. */
@Command(
        name = "get",
        header = "Downloads a public data set: mnist, fashion-mnist or cifar10.",
        description = {
            "",
            "Files are checked against their published sums; a download that was cut goes on where it ended."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./cortado data get fashion-mnist", "  ./cortado data get cifar10 --to /data"})
final class DataGetCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Parameters(paramLabel = "NAME", description = "mnist, fashion-mnist or cifar10.")
    private String name;

    @Option(names = "--to", paramLabel = "DIR", description = "Folder of all data sets. Default: ~/.cortado/data.")
    private Path root;

    DataGetCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path target = root == null ? Datasets.home() : root;
        Path folder;
        try (DownloadProgress progress = new DownloadProgress(console)) {
            folder = new DatasetDownloader().download(name, target, progress);
        }
        console.line(name + " is in " + folder);
        console.line("try next: " + Commands.line("train", "--data", root == null ? name : folder));
        return 0;
    }
}
