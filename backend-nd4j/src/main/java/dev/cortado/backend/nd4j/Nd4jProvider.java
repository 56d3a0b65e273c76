package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;

/** Announces the ND4J backend; looking whether it can run loads no class of ND4J. */
public final class Nd4jProvider implements BackendProvider {

    static final String NAME = "nd4j";

    private final Nd4jPresence presence;

    /** Creates a provider that looks for ND4J where this class came from. */
    public Nd4jProvider() {
        this(new Nd4jPresence(Nd4jProvider.class.getClassLoader()));
    }

    Nd4jProvider(Nd4jPresence presence) {
        this.presence = presence;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String summary() {
        return "ND4J " + Nd4jPresence.VERSION + " with oneDNN and OpenBLAS on the processor";
    }

    @Override
    public int priority() {
        return 50;
    }

    @Override
    public Usability usability() {
        return presence.usability();
    }

    /** Creates a backend; the first one in a process loads the native library. */
    @Override
    public Backend create(BackendOptions options) {
        Usability usability = presence.usability();
        if (!usability.usable()) {
            throw Nd4jFailure.absent(usability);
        }
        return Nd4jStart.create(options);
    }
}
