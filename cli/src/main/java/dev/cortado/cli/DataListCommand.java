package dev.cortado.cli;

import dev.cortado.interop.Json;
import dev.cortado.runtime.ComponentRegistry;
import dev.cortado.training.data.DatasetDownloader;
import dev.cortado.training.data.Datasets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the data sets that have a name. */
@Command(
        name = "list",
        header = "Lists the data sets that have a name, and whether they are here.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./cortado data list", "  ./cortado data list --json"})
final class DataListCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    DataListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ComponentRegistry registry = ComponentRegistry.of(BackendFlags.discover(console));
        DataSource source = new DataSource(registry.datasets());
        DatasetDownloader downloader = new DatasetDownloader();
        List<Object> tree = new ArrayList<>();
        TextTable table = new TextTable("ll");
        for (String name : source.names()) {
            boolean here = source.isHere(name);
            String note = here
                    ? "ready"
                    : downloader.names().contains(name)
                            ? "not here; " + Commands.line("data", "get", name) + " downloads "
                                    + Quantities.bytes(downloader.bytes(name))
                            : "not here";
            table.row(name, note);
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", name);
            entry.put("ready", here);
            tree.add(entry);
        }
        if (json) {
            console.line(Json.writePretty(tree).stripTrailing());
            return 0;
        }
        console.table(table);
        console.line();
        console.line(
                "Looked for in " + Datasets.standardRoots() + ". A folder works too: one folder of images per class,");
        console.line("or IDX or CIFAR files.");
        return 0;
    }
}
