package dev.cortado.interop;

import java.util.List;
import java.util.Map;

/**
 * A value in a model file and the line where it begins.
 *
 * @param value a map or list of further located values, a String, Long, Double or Boolean, or null
 * @param line counted from 1
 */
record Located(Object value, int line) {

    /** Returns the entries if this is an object, otherwise null. */
    @SuppressWarnings("unchecked")
    Map<String, Located> map() {
        return value instanceof Map<?, ?> ? (Map<String, Located>) value : null;
    }

    /** Returns the items if this is a list, otherwise null. */
    @SuppressWarnings("unchecked")
    List<Located> list() {
        return value instanceof List<?> ? (List<Located>) value : null;
    }

    /** Returns what this is, in words, for messages. */
    String words() {
        if (value instanceof Map<?, ?> map) {
            return "an object with " + (map.isEmpty() ? "no entry" : String.join(", ", map().keySet()));
        }
        if (value instanceof List<?> list) {
            return "a list of " + list.size();
        }
        return value instanceof String ? "the text '" + value + "'" : String.valueOf(value);
    }
}
