package dev.cortado.backend.cpu;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.List;

/** Offers the CPU backend. */
public final class CpuPlugin implements CortadoPlugin {

    @Override
    public String id() {
        return "dev.cortado.backend.cpu";
    }

    @Override
    public List<BackendProvider> backends() {
        return List.of(new CpuProvider());
    }
}
