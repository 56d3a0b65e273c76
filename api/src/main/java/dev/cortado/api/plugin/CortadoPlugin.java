package dev.cortado.api.plugin;

import dev.cortado.api.Stability;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.data.DatasetProvider;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.SourceKernel;
import dev.cortado.api.layer.Initializer;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import java.util.List;

/**
 * The one entry point of a plug-in, found by {@link java.util.ServiceLoader}; Cortado's own parts come through it too.
 *
 * <p>State it in {@code module-info} ({@code provides}) and in {@code META-INF/services}. Names must be unique among all
 * plug-ins.
 */
@Stability.Stable
public interface CortadoPlugin {

    /** Returns the plug-in's unique id, such as {@code com.example.attention}. */
    String id();

    /** Returns layers by name. */
    default List<ComponentType<Layer>> layers() {
        return List.of();
    }

    /** Returns optimizers by name. */
    default List<ComponentType<Optimizer>> optimizers() {
        return List.of();
    }

    /** Returns losses by name. */
    default List<ComponentType<Loss>> losses() {
        return List.of();
    }

    /** Returns learning rate schedules by name. */
    default List<ComponentType<Schedule>> schedules() {
        return List.of();
    }

    /** Returns initializers by name. */
    default List<ComponentType<Initializer>> initializers() {
        return List.of();
    }

    /** Returns data sets by name. */
    default List<DatasetProvider> datasets() {
        return List.of();
    }

    /** Returns backends. */
    default List<BackendProvider> backends() {
        return List.of();
    }

    /** Returns kernels for backends that run on Java arrays. */
    default List<HostKernel.Factory> hostKernels() {
        return List.of();
    }

    /** Returns kernels for backends that compile source. */
    default List<SourceKernel.Factory> sourceKernels() {
        return List.of();
    }
}
