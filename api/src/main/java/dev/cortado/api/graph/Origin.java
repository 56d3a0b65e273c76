package dev.cortado.api.graph;

import dev.cortado.api.Stability;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where a node comes from, kept through every rewriting so that errors, plans and profiles can name the layer.
 *
 * @param paths paths of the layers, such as {@code features.conv1}; several after fusion; empty outside layers
 * @param stage which part of a step it belongs to
 */
@Stability.Experimental
public record Origin(List<String> paths, Stage stage) {

    /** The parts of a training step. */
    public enum Stage {
        /** Computing predictions, loss and metrics. */
        FORWARD,
        /** Computing gradients. */
        BACKWARD,
        /** Computing the next state. */
        UPDATE
    }

    /** Creates an origin. */
    public Origin {
        paths = List.copyOf(paths);
    }

    /** Returns an origin of one path. */
    public static Origin of(String path, Stage stage) {
        return new Origin(path == null || path.isEmpty() ? List.of() : List.of(path), stage);
    }

    /** Returns the origin of a node that replaces nodes of this and another origin. */
    public Origin merge(Origin other) {
        Set<String> all = new LinkedHashSet<>(paths);
        all.addAll(other.paths);
        return new Origin(List.copyOf(all), stage.compareTo(other.stage) >= 0 ? stage : other.stage);
    }

    /** Returns the paths joined by {@code +}, followed by the stage unless it is the forward one. */
    @Override
    public String toString() {
        String where = paths.isEmpty() ? "(no layer)" : String.join("+", paths);
        return stage == Stage.FORWARD ? where : where + " (" + stage.name().toLowerCase(java.util.Locale.ROOT) + ")";
    }
}
