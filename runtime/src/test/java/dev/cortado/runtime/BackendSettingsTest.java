package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackendSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"cpu", "reference"})
    void aBackendWithoutDevicesRefusesOne(String backend) {
        try (Cortado cortado = Cortado.builder().backend(backend).device("1").build()) {
            assertThatThrownBy(cortado::session)
                    .isInstanceOfSatisfying(
                            CortadoException.class,
                            e -> assertThat(e.category()).isEqualTo(CortadoException.Category.USER))
                    .hasMessageContaining("backend '" + backend + "': it takes no device ('1')");
        }
    }

    @Test
    void aSettingFromOutsideIsNamedWithItsSource() {
        System.setProperty(BackendSettings.DEVICE_PROPERTY, "gpu0");
        try (Cortado cortado = Cortado.builder().backend("cpu").build()) {
            assertThatThrownBy(cortado::session)
                    .hasMessageContaining("device=gpu0 by -Dcortado.device")
                    .hasMessageContaining("takes no device");
        } finally {
            System.clearProperty(BackendSettings.DEVICE_PROPERTY);
        }
    }

    @Test
    void aSettingReachesTheBackend() {
        try (Cortado cortado =
                Cortado.builder().backend("cpu").property("fusion", "sometimes").build()) {
            assertThatThrownBy(cortado::session).hasMessageContaining("fusion is 'sometimes'; use 'on' or 'off'");
        }
        try (Cortado cortado =
                Cortado.builder().backend("cpu").property("fussion", "off").build()) {
            assertThatThrownBy(cortado::session).hasMessageContaining("did you mean 'fusion'?");
        }
    }
}
