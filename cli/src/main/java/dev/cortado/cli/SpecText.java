package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.ComponentSpec;

/** Reads a component from a flag, such as {@code sgd:momentum=0.9,nesterov=true}. */
final class SpecText {

    private SpecText() {}

    /**
     * Reads a component; whether its name and options exist is checked where it is created.
     *
     * @param flag the flag, for messages
     */
    static ComponentSpec parse(String flag, String text) {
        int colon = text.indexOf(':');
        String name = (colon < 0 ? text : text.substring(0, colon)).strip();
        if (name.isEmpty()) {
            throw wrong(flag, text);
        }
        ComponentSpec spec = ComponentSpec.of(name);
        if (colon < 0) {
            return spec;
        }
        for (String option : text.substring(colon + 1).split(",", -1)) {
            int equals = option.indexOf('=');
            if (equals < 1 || equals == option.length() - 1) {
                throw wrong(flag, text);
            }
            spec = spec.with(
                    option.substring(0, equals).strip(),
                    value(option.substring(equals + 1).strip()));
        }
        return spec;
    }

    private static Object value(String text) {
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        try {
            return text.matches("[+-]?[0-9]+") ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
        } catch (NumberFormatException noNumber) {
            return text;
        }
    }

    private static CortadoException wrong(String flag, String text) {
        return CortadoException.user(
                "flag-malformed",
                flag,
                "'" + text + "' cannot be read",
                "write NAME or NAME:option=value,option=value");
    }
}
