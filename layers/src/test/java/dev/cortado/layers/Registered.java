package dev.cortado.layers;

import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import java.util.Map;

/** Makes layers by their registered names, as a model file does. */
final class Registered {

    private Registered() {}

    static Layer layer(String type, Map<String, ?> options) {
        return layer(new ComponentSpec(type, Map.copyOf(options)));
    }

    static Layer layer(ComponentSpec spec) {
        ComponentType<Layer> type = new LayersPlugin()
                .layers().stream()
                        .filter(candidate -> candidate.name().equals(spec.type()))
                        .findFirst()
                        .orElseThrow();
        return type.factory().create(type.schema().check(spec.type(), spec.options()), Registered::layer);
    }
}
