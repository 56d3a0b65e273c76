package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.interop.Json;
import dev.cortado.runtime.BackendChoice;
import dev.cortado.runtime.BackendChooser;
import dev.cortado.runtime.FoundBackend;
import dev.cortado.runtime.PluginFailure;
import dev.cortado.runtime.Plugins;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the backends, and says which one would be used and why. */
@Command(
        name = "backends",
        header = "Lists the backends, and says which one is used and why.",
        footerHeading = "%nExamples:%n",
        footer = {"  ./cortado backends", "  CORTADO_BACKEND=reference ./cortado backends --json"})
final class BackendsCommand implements Callable<Integer> {

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    BackendsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Plugins plugins = BackendFlags.discover(console);
        BackendChooser chooser = new BackendChooser(plugins);
        List<FoundBackend> found = chooser.found();
        BackendChoice choice = null;
        String problem = null;
        try {
            choice = chooser.choose();
        } catch (CortadoException none) {
            problem = none.getMessage();
        }
        if (json) {
            console.line(Json.writePretty(tree(plugins, found, choice, problem)).stripTrailing());
            return 0;
        }
        TextTable table = new TextTable("llrll").row("backend", "usable", "priority", "from", "what it is");
        for (FoundBackend backend : found) {
            table.row(
                    backend.name(),
                    backend.usability().usable() ? "yes" : "no",
                    backend.provider().priority(),
                    backend.source(),
                    backend.provider().summary());
        }
        console.table(table);
        console.line();
        for (FoundBackend backend : found) {
            String remedy = backend.usability().remedy();
            console.line(
                    backend.name() + ": " + backend.usability().reason() + (remedy.isBlank() ? "" : "; " + remedy));
        }
        console.line();
        console.line(
                choice == null ? "used: none. " + problem : "used: " + choice.name() + " (" + choice.reason() + ")");
        return 0;
    }

    private static Map<String, Object> tree(
            Plugins plugins, List<FoundBackend> found, BackendChoice choice, String problem) {
        List<Object> backends = new ArrayList<>();
        for (FoundBackend backend : found) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("name", backend.name());
            entry.put("summary", backend.provider().summary());
            entry.put("priority", backend.provider().priority());
            entry.put("usable", backend.usability().usable());
            entry.put("reason", backend.usability().reason());
            entry.put("remedy", backend.usability().remedy());
            entry.put("plugin", backend.plugin());
            entry.put("source", backend.source());
            backends.add(entry);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("backends", backends);
        tree.put("used", choice == null ? null : choice.name());
        tree.put("why", choice == null ? problem : choice.reason());
        tree.put(
                "failed_plugins",
                plugins.failures().stream().map(PluginFailure::message).toList());
        return tree;
    }
}
