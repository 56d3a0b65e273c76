package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.core.Session;

/** The steps from a selection to a session, which the builder and the Guice module share. */
final class Wiring {

    private static final String LOGGER = "dev.cortado";

    private Wiring() {}

    static Plugins discover() {
        Plugins plugins = PluginDiscovery.discover();
        for (PluginFailure failure : plugins.failures()) {
            System.getLogger(LOGGER).log(System.Logger.Level.WARNING, failure.message());
        }
        return plugins;
    }

    static BackendChoice choose(BackendChooser chooser, Selection selection) {
        return selection.backend() == null ? chooser.choose() : chooser.choose(selection.backend());
    }

    static BackendOptions options(Plugins plugins, Selection selection) {
        return new BackendOptions(
                selection.threads(), selection.properties(), plugins.hostKernels(), plugins.sourceKernels());
    }

    static Backend create(BackendChoice choice, BackendOptions options) {
        try {
            return choice.provider().create(options);
        } catch (CortadoException known) {
            throw known;
        } catch (RuntimeException | LinkageError failure) {
            throw CortadoException.backend(
                    choice.name(),
                    "backend-failed",
                    "backend '" + choice.name() + "' (" + choice.reason() + ")",
                    "it said that it is usable, but cannot start: " + failure,
                    "choose another one: cortado backends lists them",
                    failure);
        }
    }

    static Session session(Backend backend, Selection selection) {
        return Session.builder(backend)
                .floatType(selection.floatType())
                .seed(selection.seed())
                .build();
    }
}
