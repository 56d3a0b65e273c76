package dev.cortado.backend.nd4j;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.backend.nd4j.engine.Engine;

/** Starts ND4J and turns every way in which that can fail into one message. */
final class Nd4jStart {

    private Nd4jStart() {}

    static Backend create(BackendOptions options) {
        Nd4jSettings.check(options);
        try {
            return new Nd4jBackend(options, Engine.start(options.threads()));
        } catch (LinkageError | RuntimeException e) {
            throw Nd4jFailure.start(e);
        }
    }
}
