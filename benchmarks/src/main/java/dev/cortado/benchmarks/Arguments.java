package dev.cortado.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Arguments of the form {@code name=value}, each with a default. */
final class Arguments {

    private final Map<String, String> values = new HashMap<>();

    Arguments(String[] args, List<String> known) {
        for (String arg : args) {
            int at = arg.indexOf('=');
            String name = at < 0 ? arg : arg.substring(0, at);
            if (at < 0 || !known.contains(name)) {
                throw new IllegalArgumentException(
                        "argument '" + arg + "' is not one of name=value with names " + known);
            }
            values.put(name, arg.substring(at + 1));
        }
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return Integer.parseInt(values.getOrDefault(name, String.valueOf(otherwise)));
    }
}
