package dev.cortado.api.backend;

import dev.cortado.api.Stability;
import dev.cortado.api.kernel.HostKernel;
import dev.cortado.api.kernel.SourceKernel;
import java.util.List;
import java.util.Map;

/**
 * What a backend is created with.
 *
 * @param threads how many threads it may use, at least 1; never changes a result
 * @param properties further settings by name, such as {@code device}
 * @param hostKernels kernels of plug-ins for backends that run on Java arrays, in order of preference
 * @param sourceKernels kernels of plug-ins for backends that compile source, in order of preference
 */
@Stability.Experimental
public record BackendOptions(
        int threads,
        Map<String, String> properties,
        List<HostKernel.Factory> hostKernels,
        List<SourceKernel.Factory> sourceKernels) {

    /** Creates options; lists and maps are copied. */
    public BackendOptions {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
        properties = Map.copyOf(properties);
        hostKernels = List.copyOf(hostKernels);
        sourceKernels = List.copyOf(sourceKernels);
    }

    /** Returns options for all processors of the machine, without further settings or kernels. */
    public static BackendOptions defaults() {
        return of(Runtime.getRuntime().availableProcessors());
    }

    /** Returns options for a number of threads, without further settings or kernels. */
    public static BackendOptions of(int threads) {
        return new BackendOptions(threads, Map.of(), List.of(), List.of());
    }

    /** Returns these options for another number of threads. */
    public BackendOptions withThreads(int count) {
        return new BackendOptions(count, properties, hostKernels, sourceKernels);
    }

    /** Returns these options with other settings. */
    public BackendOptions withProperties(Map<String, String> settings) {
        return new BackendOptions(threads, settings, hostKernels, sourceKernels);
    }

    /** Returns these options with kernels of plug-ins. */
    public BackendOptions withKernels(List<HostKernel.Factory> host, List<SourceKernel.Factory> source) {
        return new BackendOptions(threads, properties, host, source);
    }
}
