package dev.cortado.runtime;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.data.DatasetProvider;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.SourceKernel;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import java.net.URI;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;

/**
 * What a plug-in offered when it was loaded; the plug-in's own code is not asked again.
 *
 * @param id the plug-in's id
 * @param source the jar or folder that it came from
 * @param layers layers by name
 * @param optimizers optimizers by name
 * @param losses losses by name
 * @param schedules schedules by name
 * @param initializers initializers by name
 * @param datasets data sets by name
 * @param backends backends
 * @param hostKernels kernels over Java arrays
 * @param sourceKernels kernels in source
 */
public record LoadedPlugin(
        String id,
        String source,
        List<ComponentType<Layer>> layers,
        List<ComponentType<Optimizer>> optimizers,
        List<ComponentType<Loss>> losses,
        List<ComponentType<Schedule>> schedules,
        List<ComponentType<Initializer>> initializers,
        List<DatasetProvider> datasets,
        List<BackendProvider> backends,
        List<HostKernel.Factory> hostKernels,
        List<SourceKernel.Factory> sourceKernels)
        implements CortadoPlugin {

    /** Creates a record of a plug-in; lists are copied. */
    public LoadedPlugin {
        layers = List.copyOf(layers);
        optimizers = List.copyOf(optimizers);
        losses = List.copyOf(losses);
        schedules = List.copyOf(schedules);
        initializers = List.copyOf(initializers);
        datasets = List.copyOf(datasets);
        backends = List.copyOf(backends);
        hostKernels = List.copyOf(hostKernels);
        sourceKernels = List.copyOf(sourceKernels);
    }

    /**
     * Asks a plug-in for everything that it offers.
     *
     * @throws RuntimeException or an error, whatever the plug-in throws; a null list or entry counts as a failure too
     */
    public static LoadedPlugin of(CortadoPlugin plugin) {
        String id = plugin.id();
        if (id == null || id.isBlank()) {
            throw new IllegalStateException("it has no id");
        }
        List<BackendProvider> backends = plugin.backends();
        backends.forEach(LoadedPlugin::check);
        return new LoadedPlugin(
                id,
                source(plugin.getClass()),
                plugin.layers(),
                plugin.optimizers(),
                plugin.losses(),
                plugin.schedules(),
                plugin.initializers(),
                plugin.datasets(),
                backends,
                plugin.hostKernels(),
                plugin.sourceKernels());
    }

    /** What is asked of every provider later on must work now, while the plug-in can still be left out alone. */
    private static void check(BackendProvider backend) {
        if (backend.name() == null || backend.name().isBlank() || backend.summary() == null) {
            throw new IllegalStateException("its backend " + backend.getClass().getName() + " has no name or summary");
        }
        backend.priority();
    }

    /** Returns the id and where it came from, such as {@code 'dev.cortado.layers' (cortado-layers-0.1.0.jar)}. */
    public String title() {
        return "'" + id + "' (" + source + ")";
    }

    /** Returns the jar or folder of a class, or its module where it has no file. */
    static String source(Class<?> type) {
        CodeSource code = type.getProtectionDomain().getCodeSource();
        if (code == null || code.getLocation() == null) {
            return type.getModule().isNamed() ? "module " + type.getModule().getName() : "unknown place";
        }
        URI location = URI.create(code.getLocation().toString());
        if (!"file".equals(location.getScheme())) {
            return location.toString();
        }
        Path path = Path.of(location);
        boolean jar = path.toString().endsWith(".jar");
        return jar ? path.getFileName().toString() : path.toString();
    }
}
