package dev.cortado.backend.nd4j;

import dev.cortado.conformance.BackendRequirement;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips tests where ND4J cannot run, saying why; where the environment requires it, they fail. */
final class Nd4jRequired implements BeforeAllCallback {

    @Override
    public void beforeAll(ExtensionContext context) {
        new BackendRequirement(new Nd4jProvider()).check();
    }
}
