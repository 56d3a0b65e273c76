package dev.cortado.interop;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Reads and writes JSON as plain Java values.
 *
 * <p>An object is a {@link Map} in the order of the file, an array a {@link List}, and a value a {@link String}, a
 * {@link Long}, a {@link Double}, a {@link Boolean} or null. Equal values always give equal text. A double that is not
 * finite, for which JSON has no number, is written as the text {@code "NaN"}, {@code "Infinity"} or {@code "-Infinity"}.
 */
public final class Json {

    /** The largest file that is read. */
    private static final long MAX_BYTES = 64L << 20;

    private Json() {}

    /**
     * Reads a file.
     *
     * @throws CortadoException if it is absent, too large or not JSON
     */
    public static Object read(Path file) {
        return parse(TextFile.read(file, MAX_BYTES), file.toString());
    }

    /**
     * Reads a file that holds one object.
     *
     * @throws CortadoException if it is absent, too large or not a JSON object
     */
    public static Map<String, Object> readObject(Path file) {
        return object(read(file), file.toString());
    }

    /**
     * Reads a text.
     *
     * @param where the file or other source, for messages
     * @throws CortadoException with {@code where} and the line if it is not JSON
     */
    public static Object parse(String text, String where) {
        return JsonTree.parse(text, where, (value, line) -> value);
    }

    /**
     * Reads a text that holds one object.
     *
     * @param where the file or other source, for messages
     * @throws CortadoException with {@code where} and the line if it is not a JSON object
     */
    public static Map<String, Object> parseObject(String text, String where) {
        return object(parse(text, where), where);
    }

    /** Returns the text of a value in one line. */
    public static String write(Object value) {
        return write(value, false);
    }

    /** Returns the text of a value in indented lines, the last one ended. */
    public static String writePretty(Object value) {
        return write(value, true) + "\n";
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(Object value, String where) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw CortadoException.user(
                "json-invalid", where, "this is not a JSON object", "mend the file, or write it again");
    }

    private static String write(Object value, boolean pretty) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JsonTree.FACTORY.createGenerator(text)) {
            if (pretty) {
                DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
                DefaultPrettyPrinter printer = new DefaultPrettyPrinter(
                        Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
                printer.indentObjectsWith(indenter);
                generator.setPrettyPrinter(printer);
            }
            write(generator, value);
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator generator, Object value) throws IOException {
        if (value == null) {
            generator.writeNull();
        } else if (value instanceof Map<?, ?> map) {
            generator.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                generator.writeFieldName((String) entry.getKey());
                write(generator, entry.getValue());
            }
            generator.writeEndObject();
        } else if (value instanceof List<?> list) {
            generator.writeStartArray();
            for (Object item : list) {
                write(generator, item);
            }
            generator.writeEndArray();
        } else if (value instanceof String text) {
            generator.writeString(text);
        } else if (value instanceof Boolean truth) {
            generator.writeBoolean(truth);
        } else if (value instanceof Long || value instanceof Integer) {
            generator.writeNumber(((Number) value).longValue());
        } else if (value instanceof Double || value instanceof Float) {
            generator.writeNumber(((Number) value).doubleValue());
        } else {
            throw new IllegalArgumentException(
                    "JSON cannot hold a " + value.getClass().getName());
        }
    }
}
