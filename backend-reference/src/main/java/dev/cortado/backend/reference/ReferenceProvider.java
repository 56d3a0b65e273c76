package dev.cortado.backend.reference;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;

/** Announces the reference backend, with the lowest rank: it is slow on purpose. */
public final class ReferenceProvider implements BackendProvider {

    @Override
    public String name() {
        return ReferenceBackend.NAME;
    }

    @Override
    public String summary() {
        return "plain loops in float64 on one thread: slow and obviously right, to check other backends against";
    }

    @Override
    public int priority() {
        return 0;
    }

    @Override
    public Usability usability() {
        return Usability.yes("runs wherever Java runs");
    }

    /** Creates a backend of one thread; kernels of plug-ins are not used, since an oracle trusts nobody. */
    @Override
    public Backend create(BackendOptions options) {
        options.properties().forEach((name, value) -> {
            throw CortadoException.user(
                    "unknown-backend-setting",
                    "backend '" + name() + "'",
                    "it takes no " + (name.equals("device") ? "device" : "setting '" + name + "'") + " ('" + value
                            + "')",
                    "leave it out");
        });
        return new ReferenceBackend();
    }
}
