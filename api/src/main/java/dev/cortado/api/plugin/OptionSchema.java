package dev.cortado.api.plugin;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.Stability;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The options of a component: what model files, help pages, validation and hints read.
 *
 * @param options all options, in the order in which they are shown
 */
@Stability.Stable
public record OptionSchema(List<Option> options) {

    /** Creates a schema; the list is copied. */
    public OptionSchema {
        options = List.copyOf(options);
    }

    /** Returns a schema of the given options. */
    public static OptionSchema of(Option... options) {
        return new OptionSchema(List.of(options));
    }

    /**
     * Checks values against this schema and fills in defaults.
     *
     * @param where what the values belong to, for messages, such as {@code model.yaml:12 conv2d}
     * @param values values by option name
     * @throws CortadoException if a name is unknown, a required option is missing, or a value is of the wrong type
     */
    public Options check(String where, Map<String, ?> values) {
        List<String> names = options.stream().map(Option::name).toList();
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                throw CortadoException.user(
                        "unknown-option",
                        where,
                        "unknown option '" + name + "'",
                        names.isEmpty() ? "this one takes no options" : NearestNames.hint(name, names));
            }
        }
        Map<String, Object> checked = new LinkedHashMap<>();
        for (Option option : options) {
            Object value = values.get(option.name());
            if (value != null) {
                checked.put(option.name(), OptionValues.check(where, option, value));
            } else if (option.required()) {
                throw CortadoException.user(
                        "missing-option",
                        where,
                        "option '" + option.name() + "' is missing: " + option.summary(),
                        "give " + option.type().words());
            } else if (option.defaultValue() != null) {
                checked.put(option.name(), OptionValues.check(where, option, option.defaultValue()));
            }
        }
        return new Options(where, checked);
    }
}
