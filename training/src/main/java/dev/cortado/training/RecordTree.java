package dev.cortado.training;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Describes records, such as an optimizer and its options, as values that JSON can hold. */
final class RecordTree {

    private RecordTree() {}

    /**
     * Returns the class and the components of a record; empty if it is none, or if a component cannot be told in a way that
     * is the same in every process.
     */
    static Optional<Map<String, Object>> of(Object part) {
        try {
            return part instanceof Record record ? Optional.of(tree(record)) : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException closed) {
            // a record of a module that does not open itself, or one that holds a lambda
            return Optional.empty();
        }
    }

    private static Map<String, Object> tree(Record record) throws ReflectiveOperationException {
        Map<String, Object> options = new LinkedHashMap<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            options.put(component.getName(), value(component.getAccessor().invoke(record)));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("type", record.getClass().getSimpleName());
        tree.put("options", options);
        return tree;
    }

    private static Object value(Object value) throws ReflectiveOperationException {
        if (value == null || value instanceof String || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Float || value instanceof Double) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
        if (value instanceof Record record) {
            return tree(record);
        }
        if (value instanceof List<?> list) {
            List<Object> values = new ArrayList<>();
            for (Object item : list) {
                values.add(value(item));
            }
            return values;
        }
        throw new IllegalArgumentException(value.getClass() + " has no JSON");
    }
}
