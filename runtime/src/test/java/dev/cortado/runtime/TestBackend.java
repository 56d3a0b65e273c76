package dev.cortado.runtime;

import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;

/** A backend that can be chosen, but not used. */
record TestBackend(String name, int priority, Usability usability) implements BackendProvider {

    static TestBackend usable(String name, int priority) {
        return new TestBackend(name, priority, Usability.yes("always"));
    }

    static TestBackend unusable(String name, int priority) {
        return new TestBackend(name, priority, Usability.no("there is no device", "install a driver"));
    }

    @Override
    public String summary() {
        return "for tests";
    }

    @Override
    public Backend create(BackendOptions options) {
        throw new IllegalStateException("the engine did not start");
    }
}
