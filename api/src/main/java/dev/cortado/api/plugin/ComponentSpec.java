package dev.cortado.api.plugin;

import dev.cortado.api.Stability;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A component as data: its registered type and its options, as a model file states them.
 *
 * <p>Option values are {@link Long}, {@link Double}, {@link Boolean}, {@link String}, lists of these, other specs, and
 * lists of specs.
 *
 * @param type the registered name, such as {@code conv2d}
 * @param options option values by name, in order
 */
@Stability.Stable
public record ComponentSpec(String type, Map<String, Object> options) {

    /** Creates a spec; the map is copied. */
    public ComponentSpec {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** Returns a spec without options. */
    public static ComponentSpec of(String type) {
        return new ComponentSpec(type, Map.of());
    }

    /** Returns this spec with one more option. */
    public ComponentSpec with(String name, Object value) {
        Map<String, Object> copy = new LinkedHashMap<>(options);
        copy.put(name, value);
        return new ComponentSpec(type, copy);
    }
}
