package dev.cortado.api.plugin;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.Stability;
import java.util.ArrayList;
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
     * @throws CortadoException if a name is unknown, a required option is missing, or a value is of the wrong type;
     *     reports all that is wrong
     */
    public Options check(String where, Map<String, ?> values) {
        List<CortadoException> problems = new ArrayList<>();
        List<String> names = options.stream().map(Option::name).toList();
        for (String name : values.keySet()) {
            if (!names.contains(name)) {
                problems.add(CortadoException.user(
                        "unknown-option",
                        where,
                        "unknown option '" + name + "'",
                        names.isEmpty() ? "this one takes no options" : NearestNames.hint(name, names)));
            }
        }
        boolean misspelled = !problems.isEmpty();
        Map<String, Object> checked = new LinkedHashMap<>();
        for (Option option : options) {
            try {
                Object given = values.get(option.name());
                if (given == null && misspelled) {
                    continue; // what is missing may be what was misspelled
                }
                Object value = value(where, option, given);
                if (value != null) {
                    checked.put(option.name(), value);
                }
            } catch (CortadoException e) {
                problems.add(e);
            }
        }
        if (!problems.isEmpty()) {
            throw CortadoException.all(where, problems);
        }
        return new Options(where, checked);
    }

    private static Object value(String where, Option option, Object given) {
        if (given != null) {
            return OptionValues.check(where, option, given);
        }
        if (option.required()) {
            throw CortadoException.user(
                    "missing-option",
                    where,
                    "option '" + option.name() + "' is missing: " + option.summary(),
                    "give " + option.type().words());
        }
        return option.defaultValue() == null ? null : OptionValues.check(where, option, option.defaultValue());
    }
}
