package dev.cortado.layers.initializer;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionType;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text form of initializers in the options of layers: {@code he_normal}, or with its number {@code normal(0.01)}.
 *
 * <p>Layers need it because an option of theirs can hold inner layers, but no components of another kind.
 */
public final class InitializerText {

    private static final Pattern FORM = Pattern.compile("\\s*(\\w+)\\s*(?:\\(([^()]*)\\))?\\s*");
    private static final String CODE = "unknown-initializer";

    private InitializerText() {}

    /** Returns the option of a layer that names how its weights start. */
    public static Option option() {
        return Option.optional(
                "initializer",
                OptionType.TEXT,
                "he_normal",
                "what weights start with, such as he_normal, normal(0.01)");
    }

    /** Reads an initializer; {@code where} says whose option it is. */
    public static Initializer parse(String where, String text) {
        Matcher form = FORM.matcher(text);
        List<String> names =
                InitializerTypes.all().stream().map(ComponentType::name).toList();
        if (!form.matches()) {
            throw CortadoException.user(
                    CODE,
                    where,
                    "initializer '" + text + "' cannot be read",
                    "give one such as he_normal or normal(0.01)");
        }
        String name = form.group(1);
        ComponentType<Initializer> type = InitializerTypes.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow(() -> CortadoException.user(
                        CODE, where, "unknown initializer '" + name + "'", NearestNames.hint(name, names)));
        return type.factory()
                .create(type.schema().check(where + " " + name, arguments(where, type, form.group(2))), null);
    }

    private static Map<String, Object> arguments(String where, ComponentType<Initializer> type, String number) {
        List<Option> options = type.schema().options();
        if (options.isEmpty() && number == null) {
            return Map.of();
        }
        try {
            if (!options.isEmpty() && number != null) {
                return Map.of(options.get(0).name(), Double.valueOf(number.strip()));
            }
        } catch (NumberFormatException e) {
            // falls through to the message below, which shows the form that is expected
        }
        throw CortadoException.user(
                CODE,
                where,
                "initializer '" + type.name() + (number == null ? "" : "(" + number + ")") + "' cannot be read",
                "write " + type.name()
                        + (options.isEmpty() ? "" : "(" + options.get(0).name() + ") with a number"));
    }

    /** Returns the text from which {@link #parse} reads an equal initializer; {@code where} says whose it is. */
    public static String format(String where, Initializer initializer) {
        if (!(initializer instanceof DescribedInitializer described)) {
            throw CortadoException.user(
                    "layer-not-described",
                    where,
                    "its initializer " + initializer.getClass().getSimpleName()
                            + " does not say how to make it again, so the model's structure cannot be saved",
                    "use one of the registered initializers, or save the weights alone");
        }
        ComponentSpec spec = described.describe();
        return spec.options().isEmpty()
                ? spec.type()
                : spec.type() + "(" + spec.options().values().iterator().next() + ")";
    }
}
