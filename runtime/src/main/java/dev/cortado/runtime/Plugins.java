package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.data.DatasetProvider;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.SourceKernel;
import dev.cortado.api.plugin.ComponentType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The plug-ins of this process: those that loaded, and those that failed and were left out.
 *
 * @param loaded plug-ins that work, ordered by id, so that nothing depends on the order of the class path
 * @param failures plug-ins that were left out
 */
public record Plugins(List<LoadedPlugin> loaded, List<PluginFailure> failures) {

    /**
     * Creates the set of plug-ins; lists are copied.
     *
     * @throws CortadoException if two plug-ins have the same id, or offer something under the same name
     */
    public Plugins {
        loaded = new ArrayList<>(loaded);
        loaded.sort((a, b) -> a.id().compareTo(b.id()));
        loaded = List.copyOf(loaded);
        failures = List.copyOf(failures);
        refuseDuplicates(loaded);
    }

    /** Returns the kernels of all plug-ins for backends that run on Java arrays. */
    public List<HostKernel.Factory> hostKernels() {
        List<HostKernel.Factory> all = new ArrayList<>();
        for (LoadedPlugin plugin : loaded) {
            all.addAll(plugin.hostKernels());
        }
        return all;
    }

    /** Returns the kernels of all plug-ins for backends that compile source. */
    public List<SourceKernel.Factory> sourceKernels() {
        List<SourceKernel.Factory> all = new ArrayList<>();
        for (LoadedPlugin plugin : loaded) {
            all.addAll(plugin.sourceKernels());
        }
        return all;
    }

    private static void refuseDuplicates(List<LoadedPlugin> loaded) {
        Map<String, LoadedPlugin> owners = new LinkedHashMap<>();
        for (LoadedPlugin plugin : loaded) {
            claim(owners, "plug-in", plugin.id(), plugin);
            claimAll(owners, "layer", plugin.layers(), plugin);
            claimAll(owners, "optimizer", plugin.optimizers(), plugin);
            claimAll(owners, "loss", plugin.losses(), plugin);
            claimAll(owners, "schedule", plugin.schedules(), plugin);
            claimAll(owners, "initializer", plugin.initializers(), plugin);
            for (DatasetProvider dataset : plugin.datasets()) {
                claim(owners, "data set", dataset.name(), plugin);
            }
            for (BackendProvider backend : plugin.backends()) {
                claim(owners, "backend", backend.name(), plugin);
            }
        }
    }

    private static <T> void claimAll(
            Map<String, LoadedPlugin> owners, String kind, List<ComponentType<T>> types, LoadedPlugin plugin) {
        for (ComponentType<T> type : types) {
            claim(owners, kind, type.name(), plugin);
        }
    }

    private static void claim(Map<String, LoadedPlugin> owners, String kind, String name, LoadedPlugin plugin) {
        LoadedPlugin other = owners.putIfAbsent(kind + " " + name, plugin);
        if (other != null) {
            throw CortadoException.plugin(
                    plugin.id(),
                    "duplicate-name",
                    kind + " '" + name + "'",
                    "offered twice, by plug-in " + other.title() + " and by plug-in " + plugin.title(),
                    "remove one of the two jars, or rename what one of them offers",
                    null);
        }
    }
}
