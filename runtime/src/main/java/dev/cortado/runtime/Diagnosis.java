package dev.cortado.runtime;

import dev.cortado.api.backend.DeviceInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What {@link Doctor} found out about the backends of this process.
 *
 * @param java the JVM and the machine
 * @param api the version of Cortado's api that runs
 * @param backends every backend that was found, the highest priority first
 * @param absent backends of this project that were not found, with the way to get each
 * @param failedPlugins plug-ins that were left out
 * @param choice the backend that is used; empty if none can be
 * @param problem why none can be chosen; empty if one can
 * @param advice what to install or change, one sentence each
 */
public record Diagnosis(
        JavaFacts java,
        String api,
        List<Examined> backends,
        Map<String, String> absent,
        List<PluginFailure> failedPlugins,
        Optional<BackendChoice> choice,
        String problem,
        List<String> advice) {

    /**
     * A backend that was found.
     *
     * @param found what announces it
     * @param jar where it came from
     * @param device what it runs on; empty if it was not started
     * @param failure why it did not start; empty if it did or was not tried
     */
    public record Examined(FoundBackend found, JarFacts jar, Optional<DeviceInfo> device, String failure) {}

    /** Tells whether a backend was chosen and, if it was tried, started. */
    public boolean healthy() {
        return choice.isPresent()
                && backends.stream()
                        .filter(backend ->
                                backend.found().name().equals(choice.get().name()))
                        .allMatch(backend -> backend.failure().isEmpty());
    }
}
