package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns the layers of a model file into specs, and checks names and options on the way; collects what is wrong. */
final class ComponentReader {

    /** What a layer in a list may carry beside its own options: its name in the layer path. */
    private static final String NAME = "name";

    private final Map<String, ComponentType<Layer>> types = new LinkedHashMap<>();

    private final List<CortadoException> problems;

    /**
     * Creates a reader of one file.
     *
     * @param problems where to add what is wrong; specs are of use only if nothing was added
     */
    ComponentReader(Collection<ComponentType<Layer>> known, List<CortadoException> problems) {
        known.forEach(type -> types.put(type.name(), type));
        this.problems = problems;
    }

    List<ComponentSpec> list(Located node, String file) {
        List<ComponentSpec> specs = new ArrayList<>();
        for (Located item : node.list()) {
            specs.add(component(item, file, true));
        }
        return specs;
    }

    /** Returns a component, or one without options in its place if something is wrong with it. */
    private ComponentSpec component(Located node, String file, boolean inList) {
        try {
            return read(node, file, inList);
        } catch (CortadoException e) {
            problems.add(e);
            return ComponentSpec.of("unreadable");
        }
    }

    private ComponentSpec read(Located node, String file, boolean inList) {
        if (node.value() instanceof String name) {
            return checked(name, Map.of(), node.line(), file, inList);
        }
        Map<String, Located> map = node.map();
        if (map == null || map.size() != 1) {
            throw CortadoException.user(
                    "model-file-invalid",
                    file + ":" + node.line(),
                    "a layer is expected, but this is " + node.words(),
                    "write a name, such as '- relu', or one name with options, such as '- linear: {units: 10}'");
        }
        String name = map.keySet().iterator().next();
        Located options = map.get(name);
        if (options.value() == null) {
            return checked(name, Map.of(), node.line(), file, inList);
        }
        if (options.map() == null) {
            throw CortadoException.user(
                    "model-file-invalid",
                    file + ":" + options.line() + " " + name,
                    "options by name are expected, but this is " + options.words(),
                    "write them as {name: value, ...}");
        }
        return checked(name, options.map(), node.line(), file, inList);
    }

    private ComponentSpec checked(String name, Map<String, Located> options, int line, String file, boolean inList) {
        ComponentType<Layer> type = types.get(name);
        if (type == null) {
            throw CortadoException.user(
                    "unknown-layer",
                    file + ":" + line,
                    "there is no layer '" + name + "'",
                    NearestNames.hint(name, types.keySet()));
        }
        Map<String, Object> values = new LinkedHashMap<>();
        options.forEach((key, value) -> {
            // An option without a value is one that is not given.
            if (value.value() != null) {
                values.put(key, option(type, key, value, file));
            }
        });
        Map<String, Object> own = new LinkedHashMap<>(values);
        if (inList && own.get(NAME) instanceof String && declared(type, NAME) == null) {
            own.remove(NAME);
        }
        type.schema().check(file + ":" + line + " " + name, own);
        return new ComponentSpec(name, values);
    }

    private static OptionType declared(ComponentType<Layer> type, String option) {
        return type.schema().options().stream()
                .filter(each -> each.name().equals(option))
                .map(Option::type)
                .findFirst()
                .orElse(null);
    }

    private Object option(ComponentType<Layer> type, String name, Located value, String file) {
        OptionType expected = declared(type, name);
        if (expected == OptionType.COMPONENT) {
            return component(value, file, false);
        }
        if (expected == OptionType.COMPONENTS && value.list() != null) {
            return list(value, file);
        }
        return plain(value);
    }

    private static Object plain(Located node) {
        if (node.list() != null) {
            return node.list().stream().map(ComponentReader::plain).toList();
        }
        if (node.map() != null) {
            return node.words();
        }
        return node.value();
    }
}
