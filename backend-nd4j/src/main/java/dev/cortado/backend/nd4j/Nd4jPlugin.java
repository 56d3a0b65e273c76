package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.List;

/** Brings the ND4J backend. */
public final class Nd4jPlugin implements CortadoPlugin {

    @Override
    public String id() {
        return "dev.cortado.backend.nd4j";
    }

    @Override
    public List<BackendProvider> backends() {
        return List.of(new Nd4jProvider());
    }
}
