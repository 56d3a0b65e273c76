package dev.cortado.api.plugin;

import dev.cortado.api.Stability;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Checked option values with defaults filled in; asking for one that the schema does not have is a programming error. */
@Stability.Stable
public final class Options {

    private final String where;
    private final Map<String, Object> values;

    Options(String where, Map<String, Object> values) {
        this.where = where;
        this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns what the values belong to, for messages. */
    public String where() {
        return where;
    }

    /** Tells whether an option was given or has a default. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns the value of an {@link OptionType#INTEGER} option. */
    public int integer(String name) {
        return Math.toIntExact((Long) get(name));
    }

    /** Returns the value of a {@link OptionType#NUMBER} option. */
    public double number(String name) {
        return (Double) get(name);
    }

    /** Returns the value of a {@link OptionType#BOOLEAN} option. */
    public boolean bool(String name) {
        return (Boolean) get(name);
    }

    /** Returns the value of a {@link OptionType#TEXT} option. */
    public String text(String name) {
        return (String) get(name);
    }

    /** Returns the value of an {@link OptionType#INTEGERS} option, or of a {@link OptionType#PADDING} one in numbers. */
    @SuppressWarnings("unchecked")
    public List<Integer> integers(String name) {
        return ((List<Long>) get(name)).stream().map(Math::toIntExact).toList();
    }

    /** Returns the value of a {@link OptionType#COMPONENT} option. */
    public ComponentSpec component(String name) {
        return (ComponentSpec) get(name);
    }

    /** Returns the value of a {@link OptionType#COMPONENTS} option. */
    @SuppressWarnings("unchecked")
    public List<ComponentSpec> components(String name) {
        return (List<ComponentSpec>) get(name);
    }

    /** Returns the value of an option in the form that {@link ComponentSpec} describes. */
    public Object get(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(where + " has no option '" + name + "', only " + values.keySet());
        }
        return value;
    }
}
