package dev.cortado.api.plugin;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.util.List;

/** Brings a given option value to the form that {@link Options} hands out, or says what is wrong with it. */
final class OptionValues {

    private OptionValues() {}

    static Object check(String where, Option option, Object value) {
        Object result = convert(option, value);
        if (result == null) {
            throw CortadoException.user(
                    "wrong-option-type",
                    where,
                    "option '" + option.name() + "' is " + show(value),
                    "give " + option.type().words());
        }
        if (result instanceof String text
                && !option.choices().isEmpty()
                && !option.choices().contains(text)) {
            throw CortadoException.user(
                    "unknown-choice",
                    where,
                    "option '" + option.name() + "' is '" + text + "'",
                    NearestNames.hint(text, option.choices()));
        }
        checkRange(where, option, result);
        return result;
    }

    private static Object convert(Option option, Object value) {
        switch (option.type()) {
            case INTEGER:
                return integer(value);
            case NUMBER:
                return value instanceof Number number ? (Object) number.doubleValue() : null;
            case BOOLEAN:
                return value instanceof Boolean ? value : null;
            case TEXT:
                return value instanceof String ? value : null;
            case INTEGERS:
                return integers(value);
            case PADDING:
                return value instanceof String text && (text.equals("same") || text.equals("valid"))
                        ? value
                        : integers(value);
            case COMPONENT:
                return value instanceof ComponentSpec ? value : null;
            default:
                return value instanceof List<?> list && list.stream().allMatch(ComponentSpec.class::isInstance)
                        ? List.copyOf(list)
                        : null;
        }
    }

    private static Long integer(Object value) {
        if (!(value instanceof Number number) || number.doubleValue() != Math.rint(number.doubleValue())) {
            return null;
        }
        // options hand out ints, so what does not fit one is no whole number that anybody can use
        return Math.abs(number.doubleValue()) <= Integer.MAX_VALUE ? Long.valueOf(number.longValue()) : null;
    }

    private static List<Long> integers(Object value) {
        List<?> list = value instanceof List<?> given ? given : List.of(value);
        List<Long> result =
                list.stream().map(OptionValues::integer).filter(n -> n != null).toList();
        return result.size() == list.size() && !list.isEmpty() ? result : null;
    }

    private static void checkRange(String where, Option option, Object value) {
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        for (Object item : values) {
            // written so that NaN is refused too
            if (item instanceof Number number
                    && !(number.doubleValue() >= option.minimum() && number.doubleValue() <= option.maximum())) {
                throw CortadoException.user(
                        "option-out-of-range",
                        where,
                        "option '" + option.name() + "' is " + show(value),
                        "use a value " + range(option));
            }
        }
    }

    private static String range(Option option) {
        if (option.maximum() == Double.POSITIVE_INFINITY) {
            return "of at least " + number(option.minimum());
        }
        if (option.minimum() == Double.NEGATIVE_INFINITY) {
            return "of at most " + number(option.maximum());
        }
        return "from " + number(option.minimum()) + " to " + number(option.maximum());
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }

    private static String show(Object value) {
        return value instanceof String ? "'" + value + "'" : String.valueOf(value);
    }
}
