package dev.cortado.layers;

import dev.cortado.api.CortadoException;
import dev.cortado.api.layer.Layer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names layers by type and number, such as {@code conv1}, {@code batch_norm1}, {@code conv2}.
 *
 * <p>The word is the class name in lower case, words parted by underscores, without a {@code 2d} at the end; numbers count
 * from 1 for each word.
 */
final class LayerNames {

    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9_-]+");

    private final Map<String, Integer> counts = new HashMap<>();

    /** Returns the next name for a layer of this type. */
    String next(Layer layer) {
        String word = word(layer.getClass());
        return word + counts.merge(word, 1, Integer::sum);
    }

    private static String word(Class<?> type) {
        String name = type.isHidden() ? "" : type.getSimpleName();
        String snake = WORD_START.matcher(name).replaceAll("_").toLowerCase(Locale.ROOT);
        String word = snake.replaceFirst("_?[0-9]d$", "");
        return word.isEmpty() ? "layer" : word;
    }

    /** Checks that a name can be part of a layer path. */
    static void check(String owner, String name) {
        if (!VALID.matcher(name).matches()) {
            throw CortadoException.user(
                    "bad-name", owner, "'" + name + "' cannot name a layer", "use letters, digits, _ and - alone");
        }
    }
}
