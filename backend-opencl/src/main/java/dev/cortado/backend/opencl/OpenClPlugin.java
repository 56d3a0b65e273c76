package dev.cortado.backend.opencl;

import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.plugin.CortadoPlugin;
import java.util.List;

/** Offers the OpenCL backend. */
public final class OpenClPlugin implements CortadoPlugin {

    @Override
    public String id() {
        return "dev.cortado.backend.opencl";
    }

    @Override
    public List<BackendProvider> backends() {
        return List.of(new OpenClProvider());
    }
}
