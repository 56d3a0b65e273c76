package dev.cortado.api.plugin;

import dev.cortado.api.Stability;
import java.util.List;

/**
 * One option of a component.
 *
 * @param name lower case with underscores, such as {@code kernel_size}
 * @param type what values it takes
 * @param required whether it must be given
 * @param defaultValue the value if it is not given; null means absent
 * @param minimum the smallest number allowed; {@link Double#NEGATIVE_INFINITY} if any
 * @param maximum the largest number allowed; {@link Double#POSITIVE_INFINITY} if any
 * @param choices the texts allowed; empty if any
 * @param summary one line that says what it does
 */
@Stability.Stable
public record Option(
        String name,
        OptionType type,
        boolean required,
        Object defaultValue,
        double minimum,
        double maximum,
        List<String> choices,
        String summary) {

    /** Creates an option; the list is copied. */
    public Option {
        choices = List.copyOf(choices);
    }

    /** Returns an option that must be given. */
    public static Option required(String name, OptionType type, String summary) {
        return new Option(
                name, type, true, null, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, List.of(), summary);
    }

    /** Returns an option with a default; null means absent. */
    public static Option optional(String name, OptionType type, Object defaultValue, String summary) {
        return new Option(
                name,
                type,
                false,
                defaultValue,
                Double.NEGATIVE_INFINITY,
                Double.POSITIVE_INFINITY,
                List.of(),
                summary);
    }

    /** Returns this option with a range of allowed numbers, both ends included. */
    public Option between(double low, double high) {
        return new Option(name, type, required, defaultValue, low, high, choices, summary);
    }

    /** Returns this option with a smallest allowed number. */
    public Option atLeast(double low) {
        return between(low, maximum);
    }

    /** Returns this option with the texts that are allowed. */
    public Option oneOf(String... texts) {
        return new Option(name, type, required, defaultValue, minimum, maximum, List.of(texts), summary);
    }
}
