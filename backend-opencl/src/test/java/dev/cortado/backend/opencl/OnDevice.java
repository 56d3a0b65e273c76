package dev.cortado.backend.opencl;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.ServiceLoader;

/** Opens backends for tests; without a driver the test is skipped, unless the environment demands this backend. */
final class OnDevice {

    private static final String REQUIRED = "CORTADO_REQUIRED_BACKENDS";

    private OnDevice() {}

    static BackendProvider provider(String name) {
        return ServiceLoader.load(CortadoPlugin.class).stream()
                .flatMap(plugin -> plugin.get().backends().stream())
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static Backend reference() {
        return provider("reference").create(BackendOptions.of(1));
    }

    /** Opens the first device with kernels of a family. */
    static Backend family(String family) {
        return open(Map.of("family", family));
    }

    /** Opens a device; settings are given over those of tests. */
    static Backend open(Map<String, String> settings) {
        assumeUsable();
        Map<String, String> all = new HashMap<>(Map.of("cache", "target/opencl-cache"));
        all.putAll(settings);
        return provider(OpenClBackend.NAME).create(BackendOptions.of(2).withProperties(all));
    }

    static void assumeUsable() {
        Usability usability = provider(OpenClBackend.NAME).usability();
        boolean required = Arrays.asList(
                        System.getenv().getOrDefault(REQUIRED, "").split(","))
                .contains(OpenClBackend.NAME);
        if (required && !usability.usable()) {
            throw new AssertionError(REQUIRED + " demands opencl, but " + usability.reason());
        }
        if (!usability.usable()) {
            System.out.println("skipped: " + usability.reason() + "; " + usability.remedy());
        }
        assumeThat(usability.usable())
                .as("%s; %s", usability.reason(), usability.remedy())
                .isTrue();
    }
}
