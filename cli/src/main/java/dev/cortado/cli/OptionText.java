package dev.cortado.cli;

import dev.cortado.api.plugin.Option;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Describes an option of a component, for people and for scripts. */
final class OptionText {

    private OptionText() {}

    static String defaultOf(Option option) {
        if (option.required()) {
            return "required";
        }
        return option.defaultValue() == null ? "-" : String.valueOf(option.defaultValue());
    }

    static String valuesOf(Option option) {
        if (!option.choices().isEmpty()) {
            return String.join(", ", option.choices());
        }
        boolean low = option.minimum() != Double.NEGATIVE_INFINITY;
        // A bound that is there because ints end is no news.
        boolean high = option.maximum() != Double.POSITIVE_INFINITY && option.maximum() != Integer.MAX_VALUE;
        String range = low && high
                ? ", " + number(option.minimum()) + " to " + number(option.maximum())
                : low ? ", at least " + number(option.minimum()) : high ? ", at most " + number(option.maximum()) : "";
        return option.type().words() + range;
    }

    /** Returns the option as JSON values. */
    static Map<String, Object> tree(Option option) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("name", option.name());
        tree.put("type", option.type().name().toLowerCase(Locale.ROOT));
        tree.put("required", option.required());
        tree.put("default", option.defaultValue() == null ? null : option.defaultValue());
        if (Double.isFinite(option.minimum())) {
            tree.put("minimum", option.minimum());
        }
        if (Double.isFinite(option.maximum())) {
            tree.put("maximum", option.maximum());
        }
        if (!option.choices().isEmpty()) {
            tree.put("choices", option.choices());
        }
        tree.put("summary", option.summary());
        return tree;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf((float) value);
    }
}
