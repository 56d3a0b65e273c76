package dev.cortado.training.run;

import dev.cortado.api.CortadoException;
import java.util.Map;

/**
 * Reads typed fields of a JSON object in a run directory.
 *
 * @param values the fields
 * @param where the file, for messages
 */
record JsonFields(Map<String, Object> values, String where) {

    /** Returns a whole number of at least 0. */
    long whole(String name) {
        if (values.get(name) instanceof Long number && number >= 0) {
            return number;
        }
        throw damaged(name);
    }

    /** Returns a whole number of at least 0 that fits an int. */
    int integer(String name) {
        long number = whole(name);
        if (number > Integer.MAX_VALUE) {
            throw damaged(name);
        }
        return (int) number;
    }

    /** Returns a number; one that is not finite stands as text. */
    double number(String name) {
        Object value = values.get(name);
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        if (value instanceof String text && (text.equals("NaN") || text.endsWith("Infinity"))) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException e) {
                throw damaged(name);
            }
        }
        throw damaged(name);
    }

    /** Returns a text. */
    String text(String name) {
        if (values.get(name) instanceof String text) {
            return text;
        }
        throw damaged(name);
    }

    /** Returns an inner object. */
    @SuppressWarnings("unchecked")
    Map<String, Object> object(String name) {
        if (values.get(name) instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw damaged(name);
    }

    private CortadoException damaged(String name) {
        return CortadoException.user(
                "run-file-damaged",
                where,
                "'" + name + "' is " + values.get(name),
                "this file was changed or damaged; restore it, or start a new run");
    }
}
