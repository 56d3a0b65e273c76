package dev.cortado.backend.reference;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.List;

/** Brings the reference backend. */
public final class ReferencePlugin implements CortadoPlugin {

    @Override
    public String id() {
        return "dev.cortado.backend.reference";
    }

    @Override
    public List<BackendProvider> backends() {
        return List.of(new ReferenceProvider());
    }
}
