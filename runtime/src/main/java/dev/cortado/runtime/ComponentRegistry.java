package dev.cortado.runtime;

import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import java.util.List;
import java.util.Map;

/** Everything that plug-ins offer under a name, except backends: layers, optimizers, losses, schedules, initializers, data sets. */
public final class ComponentRegistry {

    private static final String GUICE = "a Guice module";

    private final Components<Layer> layers = new Components<>("layer");
    private final Components<Optimizer> optimizers = new Components<>("optimizer");
    private final Components<Loss> losses = new Components<>("loss");
    private final Components<Schedule> schedules = new Components<>("schedule");
    private final Components<Initializer> initializers = new Components<>("initializer");
    private final DatasetCatalog datasets = new DatasetCatalog();

    private ComponentRegistry() {}

    /** Returns a registry of what the given plug-ins offer. */
    public static ComponentRegistry of(Plugins plugins) {
        ComponentRegistry registry = new ComponentRegistry();
        for (LoadedPlugin plugin : plugins.loaded()) {
            addAll(registry.layers, plugin.layers(), plugin);
            addAll(registry.optimizers, plugin.optimizers(), plugin);
            addAll(registry.losses, plugin.losses(), plugin);
            addAll(registry.schedules, plugin.schedules(), plugin);
            addAll(registry.initializers, plugin.initializers(), plugin);
            plugin.datasets().forEach(registry.datasets::add);
        }
        return registry;
    }

    /** Adds layers and optimizers that a Guice module contributes to those of the plug-ins. */
    ComponentRegistry with(
            Map<String, ComponentType<Layer>> moreLayers, Map<String, ComponentType<Optimizer>> moreOptimizers) {
        moreLayers.values().forEach(type -> layers.addUnlessPresent(type, GUICE));
        moreOptimizers.values().forEach(type -> optimizers.addUnlessPresent(type, GUICE));
        return this;
    }

    /** Returns the layers. */
    public Components<Layer> layers() {
        return layers;
    }

    /** Returns the optimizers. */
    public Components<Optimizer> optimizers() {
        return optimizers;
    }

    /** Returns the losses. */
    public Components<Loss> losses() {
        return losses;
    }

    /** Returns the learning rate schedules. */
    public Components<Schedule> schedules() {
        return schedules;
    }

    /** Returns the initializers. */
    public Components<Initializer> initializers() {
        return initializers;
    }

    /** Returns the data sets. */
    public DatasetCatalog datasets() {
        return datasets;
    }

    private static <T> void addAll(Components<T> target, List<ComponentType<T>> types, LoadedPlugin plugin) {
        for (ComponentType<T> type : types) {
            target.add(type, plugin.id());
        }
    }
}
