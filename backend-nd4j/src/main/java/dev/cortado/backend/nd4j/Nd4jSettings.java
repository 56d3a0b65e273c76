package dev.cortado.backend.nd4j;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.BackendOptions;

/** Checks the settings by name, of which this backend has none. */
final class Nd4jSettings {

    private Nd4jSettings() {}

    static void check(BackendOptions options) {
        for (String name : options.properties().keySet()) {
            throw CortadoException.user(
                    "unknown-backend-setting",
                    Nd4jProvider.NAME,
                    "there is no setting '" + name + "'",
                    "leave it out: this backend has no settings");
        }
    }
}
