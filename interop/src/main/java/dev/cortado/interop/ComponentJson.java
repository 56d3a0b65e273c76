package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.ComponentSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes component specs as JSON and reads them back, for the metadata of saved models.
 *
 * <p>A spec is {@code {"type": "conv2d", "options": {"filters": 20}}}, without {@code options} if there are none; no other
 * value is an object. So it is read without knowing the registered layers.
 */
public final class ComponentJson {

    private ComponentJson() {}

    /** Returns the JSON of a spec in one line. */
    public static String toJson(ComponentSpec spec) {
        return Json.write(toTree(spec));
    }

    /**
     * Reads a spec.
     *
     * @param where the file, for messages
     * @throws CortadoException if the text is not JSON or not a spec
     */
    public static ComponentSpec fromJson(String text, String where) {
        return fromTree(Json.parse(text, where), where);
    }

    /** Returns a spec as maps, lists and plain values, as {@link Json} writes them. */
    public static Map<String, Object> toTree(ComponentSpec spec) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", spec.type());
        if (!spec.options().isEmpty()) {
            Map<String, Object> options = new LinkedHashMap<>();
            spec.options().forEach((name, value) -> options.put(name, valueToTree(value)));
            tree.put("options", options);
        }
        return tree;
    }

    /**
     * Reads a spec from what {@link #toTree} made.
     *
     * @param where the file, for messages
     * @throws CortadoException if the tree is not a spec
     */
    public static ComponentSpec fromTree(Object tree, String where) {
        if (!(tree instanceof Map<?, ?> map) || !(map.get("type") instanceof String type)) {
            throw invalid(where, "a component needs a 'type', but this is " + tree);
        }
        Object options = map.get("options");
        if (options != null && !(options instanceof Map)) {
            throw invalid(where, "the options of '" + type + "' are " + options);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        if (options != null) {
            ((Map<?, ?>) options).forEach((name, value) -> values.put((String) name, valueFromTree(value, where)));
        }
        return new ComponentSpec(type, values);
    }

    private static Object valueToTree(Object value) {
        if (value instanceof ComponentSpec inner) {
            return toTree(inner);
        }
        return value instanceof List<?> list
                ? list.stream().map(ComponentJson::valueToTree).toList()
                : value;
    }

    private static Object valueFromTree(Object value, String where) {
        if (value == null) {
            throw invalid(where, "an option is null");
        }
        if (value instanceof Map) {
            return fromTree(value, where);
        }
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            list.forEach(item -> values.add(valueFromTree(item, where)));
            return values;
        }
        return value;
    }

    private static CortadoException invalid(String where, String what) {
        return CortadoException.user("component-invalid", where, what, "save the model again with this version");
    }
}
