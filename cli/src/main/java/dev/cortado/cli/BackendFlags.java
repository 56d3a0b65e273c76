package dev.cortado.cli;

import dev.cortado.runtime.BackendSettings;
import dev.cortado.runtime.Cortado;
import dev.cortado.runtime.PluginDiscovery;
import dev.cortado.runtime.PluginFailure;
import dev.cortado.runtime.Plugins;
import dev.cortado.runtime.Selection;
import java.util.LinkedHashMap;
import java.util.Map;
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

    @Option(
            names = "--device",
            paramLabel = "INDEX|NAME",
            description = "Device of a backend that has several. Default: -Dcortado.device, CORTADO_DEVICE, "
                    + "cortado.properties, or the backend's own choice.")
    private String device;

    @Option(
            names = "--backend-option",
            paramLabel = "KEY=VALUE",
            description = "A further setting of the backend; may be repeated.")
    private Map<String, String> options = new LinkedHashMap<>();

    @Option(
            names = "--strict",
            description = "Refuse a network with operations for which the backend has no kernel of its own.")
    private boolean strict;

    /** Tells whether a backend was named. */
    boolean named() {
        return backend != null;
    }

    /** Tells whether networks are to be refused that the backend has no kernels for. */
    boolean strict() {
        return strict;
    }

    /** Opens Cortado; plug-ins that fail are reported and left out. */
    Cortado open(Console console, long seed) {
        return open(console, backend, seed);
    }

    /** Opens Cortado with a backend to use where the flag names none. */
    Cortado open(Console console, String otherwise, long seed) {
        Selection selection = selection().withSeed(seed).withBackend(backend == null ? otherwise : backend);
        return Cortado.builder().plugins(discover(console)).selection(selection).build();
    }

    /** Returns what the flags ask for. */
    Selection selection() {
        Selection selection = Selection.defaults().withBackend(backend).withStrict(strict);
        for (Map.Entry<String, String> option : options.entrySet()) {
            selection = selection.withProperty(option.getKey(), option.getValue());
        }
        if (device != null) {
            selection = selection.withProperty(BackendSettings.DEVICE, device);
        }
        return threads == null ? selection : selection.withThreads(threads);
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
