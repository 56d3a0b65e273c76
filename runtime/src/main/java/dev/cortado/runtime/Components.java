package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Options;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The components of one kind, such as layers, by name.
 *
 * @param <T> what they create
 */
public final class Components<T> {

    private final String kind;
    private final Map<String, Entry<T>> entries = new TreeMap<>();

    private record Entry<T>(ComponentType<T> type, String plugin) {}

    Components(String kind) {
        this.kind = kind;
    }

    void add(ComponentType<T> type, String plugin) {
        entries.put(type.name(), new Entry<>(type, plugin));
    }

    void addUnlessPresent(ComponentType<T> type, String plugin) {
        entries.putIfAbsent(type.name(), new Entry<>(type, plugin));
    }

    /** Returns what kind they are, such as {@code layer}. */
    public String kind() {
        return kind;
    }

    /** Returns all names, sorted. */
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    /** Returns all types, sorted by name. */
    public List<ComponentType<T>> types() {
        List<ComponentType<T>> types = new ArrayList<>();
        for (Entry<T> entry : entries.values()) {
            types.add(entry.type());
        }
        return types;
    }

    /**
     * Describes a component: name, summary and schema of its options.
     *
     * @throws CortadoException if there is none of that name; it proposes the nearest
     */
    public ComponentType<T> describe(String name) {
        return entry(name, null).type();
    }

    /** Returns the id of the plug-in that offers a component. */
    public String pluginOf(String name) {
        return entry(name, null).plugin();
    }

    /**
     * Creates a component; inner components are created from the specs among its options.
     *
     * @throws CortadoException if a type or option is unknown, or a value is not allowed
     */
    public T create(ComponentSpec spec) {
        return create(spec, spec.type());
    }

    /**
     * Creates a component.
     *
     * @param spec its type and options
     * @param where what it belongs to, for messages, such as {@code --optimizer adam}
     * @throws CortadoException if a type or option is unknown, or a value is not allowed
     */
    public T create(ComponentSpec spec, String where) {
        Entry<T> entry = entry(spec.type(), where);
        Options options = entry.type().schema().check(where, spec.options());
        try {
            return entry.type().factory().create(options, inner -> create(inner, where(where, spec, inner)));
        } catch (CortadoException known) {
            throw known;
        } catch (RuntimeException | LinkageError unexpected) {
            throw CortadoException.plugin(
                    entry.plugin(),
                    "component-failed",
                    where,
                    "plug-in '" + entry.plugin() + "' failed to create " + kind + " '" + spec.type() + "': "
                            + unexpected,
                    null,
                    unexpected);
        }
    }

    private Entry<T> entry(String name, String where) {
        Entry<T> entry = entries.get(name);
        if (entry == null) {
            throw CortadoException.user(
                    "unknown-" + kind.replace(' ', '-'),
                    where == null || where.equals(name) ? null : where,
                    "there is no " + kind + " '" + name + "'",
                    entries.isEmpty() ? "no plug-in offers any" : NearestNames.hint(name, entries.keySet()));
        }
        return entry;
    }

    /** The place of an inner spec: the option that holds it, and its position there. */
    private static String where(String outer, ComponentSpec spec, ComponentSpec inner) {
        for (Map.Entry<String, Object> option : spec.options().entrySet()) {
            if (option.getValue() == inner) {
                return outer + " > " + option.getKey() + " " + inner.type();
            }
            if (option.getValue() instanceof Collection<?> list) {
                int index = 0;
                for (Object item : list) {
                    if (item == inner) {
                        return outer + " > " + option.getKey() + "[" + index + "] " + inner.type();
                    }
                    index++;
                }
            }
        }
        return outer + " > " + inner.type();
    }
}
