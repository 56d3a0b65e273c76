package dev.cortado.backend.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class ReferencePluginTest {

    @Test
    void isFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(CortadoPlugin.class))
                .filteredOn(ReferencePlugin.class::isInstance)
                .singleElement()
                .extracting(CortadoPlugin::id)
                .isEqualTo("dev.cortado.backend.reference");
    }

    @Test
    void providesTheBackendOfLowestRank() {
        BackendProvider provider = new ReferencePlugin().backends().get(0);
        assertThat(provider.name()).isEqualTo("reference");
        assertThat(provider.priority()).isZero();
        assertThat(provider.usability().usable()).isTrue();
        try (Backend backend = provider.create(BackendOptions.of(3))) {
            assertThat(backend.name()).isEqualTo("reference");
            assertThat(backend.device().version()).isNotBlank();
        }
    }
}
