package dev.cortado.cli;

import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.interop.Json;
import dev.cortado.runtime.ComponentRegistry;
import dev.cortado.runtime.Components;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Lists what model files and flags can name, or the options of one of them. */
@Command(
        name = "layers",
        header = "Lists the layers that a model file can name, and their options.",
        description = {
            "",
            "Without a name it lists all layers, with one it explains the options of that layer.",
            "With --kind it does the same for optimizers, schedules, losses and initializers."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./cortado layers",
            "  ./cortado layers conv2d",
            "  ./cortado layers --kind optimizer",
            "  ./cortado layers --kind schedule cosine --json"
        })
final class LayersCommand implements Callable<Integer> {

    /** What can be listed. */
    enum Kind {
        LAYER,
        OPTIMIZER,
        SCHEDULE,
        LOSS,
        INITIALIZER
    }

    private final Console console;

    @Mixin
    private CommonFlags common;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "Explain this one.")
    private String name;

    @picocli.CommandLine.Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "layer, optimizer, schedule, loss or initializer. Default: layer.")
    private Kind kind = Kind.LAYER;

    @picocli.CommandLine.Option(names = "--json", description = "Print JSON.")
    private boolean json;

    LayersCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Components<?> components = components(ComponentRegistry.of(BackendFlags.discover(console)));
        if (name != null && !components.names().contains(name)) {
            name = byClassName(components);
        }
        if (json) {
            console.line(Json.writePretty(tree(components)).stripTrailing());
        } else if (name == null) {
            list(components);
        } else {
            explain(components);
        }
        return 0;
    }

    private Components<?> components(ComponentRegistry registry) {
        switch (kind) {
            case OPTIMIZER:
                return registry.optimizers();
            case SCHEDULE:
                return registry.schedules();
            case LOSS:
                return registry.losses();
            case INITIALIZER:
                return registry.initializers();
            default:
                return registry.layers();
        }
    }

    /** Who knows the class, such as MaxPool2d, may name it so. */
    private String byClassName(Components<?> components) {
        String wanted = name.replace("_", "");
        return components.names().stream()
                .filter(known -> known.replace("_", "").equalsIgnoreCase(wanted))
                .findFirst()
                .orElse(name);
    }

    private void list(Components<?> components) {
        TextTable table = new TextTable("ll");
        for (ComponentType<?> type : components.types()) {
            table.row(type.name(), type.summary());
        }
        console.table(table);
        console.line();
        String flag = kind == Kind.LAYER ? "" : " --kind " + components.kind();
        console.line("Options of one: " + Commands.NAME + " layers" + flag + " "
                + (components.names().isEmpty() ? "NAME" : components.names().get(0)));
    }

    private void explain(Components<?> components) {
        ComponentType<?> type = components.describe(name);
        console.line(type.name() + ": " + type.summary());
        console.line("from plug-in " + components.pluginOf(name));
        console.line();
        if (type.schema().options().isEmpty()) {
            console.line("It takes no options.");
            return;
        }
        TextTable table = new TextTable("llll").row("option", "default", "values", "what it does");
        for (Option option : type.schema().options()) {
            table.row(option.name(), OptionText.defaultOf(option), OptionText.valuesOf(option), option.summary());
        }
        console.table(table);
    }

    private Object tree(Components<?> components) {
        if (name != null) {
            return tree(components.describe(name), components.pluginOf(name));
        }
        List<Object> all = new ArrayList<>();
        for (ComponentType<?> type : components.types()) {
            all.add(tree(type, components.pluginOf(type.name())));
        }
        return Map.of(kind == Kind.LOSS ? "losses" : components.kind() + "s", all);
    }

    private static Map<String, Object> tree(ComponentType<?> type, String plugin) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", type.name());
        tree.put("summary", type.summary());
        tree.put("plugin", plugin);
        tree.put(
                "options",
                type.schema().options().stream().map(OptionText::tree).toList());
        return tree;
    }
}
