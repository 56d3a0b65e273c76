package dev.cortado.runtime;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.List;

/** A plug-in made of what a test gives it. */
record TestPlugin(String id, List<ComponentType<Layer>> layers, List<BackendProvider> backends)
        implements CortadoPlugin {

    static TestPlugin withLayers(String id, List<ComponentType<Layer>> layers) {
        return new TestPlugin(id, layers, List.of());
    }

    static TestPlugin withBackends(String id, BackendProvider... backends) {
        return new TestPlugin(id, List.of(), List.of(backends));
    }

    static Plugins plugins(CortadoPlugin... plugins) {
        return new Plugins(List.of(plugins).stream().map(LoadedPlugin::of).toList(), List.of());
    }
}
