package dev.cortado.training.model;

import dev.cortado.api.plugin.ComponentSpec;
import java.util.List;

/** What the numbers at the end of a network mean. */
public enum OutputKind {
    /** Raw scores, which a softmax turns into probabilities. */
    SCORES,
    /** Probabilities already, because the network ends with a softmax. */
    PROBABILITIES;

    /** Tells from a network's structure what it gives. */
    static OutputKind of(ComponentSpec network) {
        if (network.options().get("layers") instanceof List<?> layers && !layers.isEmpty()) {
            Object last = layers.get(layers.size() - 1);
            return last instanceof ComponentSpec spec ? of(spec) : SCORES;
        }
        return network.type().equals("softmax") ? PROBABILITIES : SCORES;
    }
}
