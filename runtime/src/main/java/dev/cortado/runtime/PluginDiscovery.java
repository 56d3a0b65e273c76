package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Finds the plug-ins on the class path and the module path.
 *
 * <p>A plug-in that throws while it is loaded or asked what it offers is reported and left out; the others work.
 */
public final class PluginDiscovery {

    /** A class loader that fails without end must not keep us for ever. */
    private static final int MOST_FAILURES = 100;

    private final List<LoadedPlugin> loaded = new ArrayList<>();
    private final List<PluginFailure> failures = new ArrayList<>();

    private PluginDiscovery() {}

    /**
     * Finds the plug-ins that the current thread's class loader sees.
     *
     * @throws CortadoException if two plug-ins offer the same name
     */
    public static Plugins discover() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return discover(loader == null ? PluginDiscovery.class.getClassLoader() : loader);
    }

    /**
     * Finds the plug-ins that a class loader sees.
     *
     * @throws CortadoException if two plug-ins offer the same name
     */
    public static Plugins discover(ClassLoader loader) {
        PluginDiscovery discovery = new PluginDiscovery();
        discovery.search(ServiceLoader.load(CortadoPlugin.class, loader).iterator());
        return new Plugins(discovery.loaded, discovery.failures);
    }

    private void search(Iterator<CortadoPlugin> found) {
        boolean more = true;
        while (more && failures.size() < MOST_FAILURES) {
            more = searchOne(found);
        }
    }

    /** Returns whether to go on; the iterator moves past what failed. */
    private boolean searchOne(Iterator<CortadoPlugin> found) {
        CortadoPlugin plugin = null;
        try {
            if (!found.hasNext()) {
                return false;
            }
            plugin = found.next();
            loaded.add(LoadedPlugin.of(plugin));
        } catch (RuntimeException | ServiceConfigurationError | LinkageError | AssertionError failure) {
            failures.add(failure(plugin, failure));
        }
        return true;
    }

    private static PluginFailure failure(CortadoPlugin plugin, Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String reason = root == thrown && thrown instanceof ServiceConfigurationError
                ? thrown.getMessage()
                : root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
        String name = plugin == null
                ? className(thrown)
                : plugin.getClass().getName() + " (" + LoadedPlugin.source(plugin.getClass()) + ")";
        return new PluginFailure(name, reason, thrown);
    }

    /** Messages of ServiceLoader are "service: Provider class could not be instantiated" and the like. */
    private static String className(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        int at = message.indexOf("Provider ");
        if (at < 0) {
            return "of unknown name";
        }
        String rest = message.substring(at + "Provider ".length());
        int end = rest.indexOf(' ');
        return end < 0 ? rest : rest.substring(0, end);
    }
}
