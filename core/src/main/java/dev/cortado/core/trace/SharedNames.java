package dev.cortado.core.trace;

import dev.cortado.api.layer.Layer;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * Under which name the variables of each layer object stand: the path under which it was first called.
 *
 * <p>Kept for all traces of a session, so that a layer that is called by two names in training, and by one of them in
 * inference, finds its variables in both. Layers inside a shared one are named by it, so they are shared as well, even if
 * they are made anew at each call.
 */
public final class SharedNames {

    private final Map<Layer, String> names = new IdentityHashMap<>();

    /** Returns the name for a layer that is called {@code name} by a layer whose variables stand under {@code parent}. */
    String of(Layer layer, String parent, String name) {
        return names.computeIfAbsent(layer, key -> parent.isEmpty() ? name : parent + "." + name);
    }
}
