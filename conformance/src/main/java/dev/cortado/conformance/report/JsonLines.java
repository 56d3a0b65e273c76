package dev.cortado.conformance.report;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/** Writes maps, collections, texts, numbers and truth values as indented JSON. */
final class JsonLines {

    private final StringBuilder text = new StringBuilder();

    private JsonLines() {}

    static String write(Object value) {
        JsonLines lines = new JsonLines();
        lines.value(value, "");
        return lines.text.append('\n').toString();
    }

    private void value(Object value, String indent) {
        if (value instanceof Map<?, ?> map) {
            Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
            block('{', '}', entries, indent, entry -> {
                quote(String.valueOf(entry.getKey()));
                text.append(": ");
                value(entry.getValue(), indent + "  ");
            });
        } else if (value instanceof Collection<?> list) {
            block('[', ']', list.iterator(), indent, entry -> value(entry, indent + "  "));
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            // JSON knows no such numbers
            quote(String.valueOf(number));
        } else if (value instanceof Number || value instanceof Boolean || value == null) {
            text.append(value);
        } else {
            quote(String.valueOf(value));
        }
    }

    private <T> void block(
            char open, char close, Iterator<T> entries, String indent, java.util.function.Consumer<T> write) {
        text.append(open);
        boolean any = false;
        while (entries.hasNext()) {
            text.append(any ? "," : "").append('\n').append(indent).append("  ");
            write.accept(entries.next());
            any = true;
        }
        if (any) {
            text.append('\n').append(indent);
        }
        text.append(close);
    }

    private void quote(String value) {
        text.append('"');
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
