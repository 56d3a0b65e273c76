package dev.cortado.backend.opencl;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.conformance.BackendRequirement;
import java.util.Map;

/** Opens backends for tests; without a driver the test is skipped, unless the environment demands this backend. */
final class OnDevice {

    private OnDevice() {}

    /** Opens the first device with kernels of a family. */
    static Backend family(String family) {
        return open(Map.of("family", family));
    }

    /** Opens a device; settings are given over those of tests. */
    static Backend open(Map<String, String> settings) {
        assumeUsable();
        return new OpenClProvider().create(options(settings));
    }

    /** Returns the options of tests with kernels of a family. */
    static BackendOptions options(String family) {
        return options(Map.of("family", family));
    }

    /** Returns the options of tests; programs are left to the driver's own cache. */
    static BackendOptions options(Map<String, String> settings) {
        return BackendOptions.of(2).withProperties(settings);
    }

    static void assumeUsable() {
        new BackendRequirement(new OpenClProvider()).check();
    }
}
