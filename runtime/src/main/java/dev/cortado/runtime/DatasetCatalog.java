package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.data.DatasetProvider;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The data sets that plug-ins offer, by name. */
public final class DatasetCatalog {

    private final Map<String, DatasetProvider> providers = new TreeMap<>();

    DatasetCatalog() {}

    void add(DatasetProvider provider) {
        providers.put(provider.name(), provider);
    }

    /** Returns all names, sorted. */
    public List<String> names() {
        return List.copyOf(providers.keySet());
    }

    /** Returns all providers, sorted by name. */
    public List<DatasetProvider> providers() {
        return List.copyOf(providers.values());
    }

    /** Tells whether there is a data set of that name. */
    public boolean contains(String name) {
        return providers.containsKey(name);
    }

    /**
     * Returns the provider of a data set.
     *
     * @throws CortadoException if there is none of that name; it proposes the nearest
     */
    public DatasetProvider get(String name) {
        DatasetProvider provider = providers.get(name);
        if (provider == null) {
            throw CortadoException.user(
                    "unknown-data-set",
                    null,
                    "there is no data set '" + name + "'",
                    providers.isEmpty() ? "no plug-in offers any" : NearestNames.hint(name, providers.keySet()));
        }
        return provider;
    }
}
