package dev.cortado.cli;

import dev.cortado.runtime.Cortado;
import dev.cortado.runtime.PluginDiscovery;
import dev.cortado.runtime.PluginFailure;
import dev.cortado.runtime.Plugins;
import dev.cortado.runtime.Selection;
import picocli.CommandLine.Option;

/** The flags that say what computes. */
final class BackendFlags {

    @Option(
            names = "--backend",
            paramLabel = "NAME",
            description = "What computes: cpu, reference, or another that 'cortado backends' lists. Default: "
                    + "-Dcortado.backend, CORTADO_BACKEND, cortado.properties, or the usable one of highest priority.")
    private String backend;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads that compute; never changes a result. Default: all processors.")
    private Integer threads;

    /** Tells whether a backend was named. */
    boolean named() {
        return backend != null;
    }

    /** Opens Cortado; plug-ins that fail are reported and left out. */
    Cortado open(Console console, long seed) {
        return open(console, backend, seed);
    }

    /** Opens Cortado with a backend to use where the flag names none. */
    Cortado open(Console console, String otherwise, long seed) {
        Selection selection = Selection.defaults().withSeed(seed).withBackend(backend == null ? otherwise : backend);
        if (threads != null) {
            selection = selection.withThreads(threads);
        }
        return Cortado.builder().plugins(discover(console)).selection(selection).build();
    }

    /** Finds the plug-ins; those that fail are reported and left out. */
    static Plugins discover(Console console) {
        Plugins plugins = PluginDiscovery.discover();
        for (PluginFailure failure : plugins.failures()) {
            console.warn("warning: " + failure.message());
        }
        return plugins;
    }
}
