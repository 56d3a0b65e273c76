package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.core.Session;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    static BackendOptions options(
            Plugins plugins, Selection selection, BackendChoice choice, BackendSettings settings) {
        Map<String, String> properties = new LinkedHashMap<>();
        settings.properties(choice.name(), selection.properties())
                .forEach((name, setting) -> properties.put(name, setting.value()));
        return new BackendOptions(selection.threads(), properties, plugins.hostKernels(), plugins.sourceKernels());
    }

    /** Returns the settings that do not come from the program itself, for messages; empty if there are none. */
    static String fromOutside(Selection selection, BackendChoice choice, BackendSettings settings) {
        List<String> texts = new ArrayList<>();
        settings.properties(choice.name(), selection.properties()).forEach((name, setting) -> {
            if (setting.where() != null) {
                texts.add(name + "=" + setting.value() + " by " + setting.where());
            }
        });
        return String.join(", ", texts);
    }

    static Backend create(BackendChoice choice, BackendOptions options, String fromOutside) {
        try {
            return choice.provider().create(options);
        } catch (CortadoException known) {
            if (known.category() == CortadoException.Category.USER && !fromOutside.isEmpty()) {
                throw CortadoException.user(known.code(), "settings (" + fromOutside + ")", known.getMessage(), null);
            }
            throw known;
        } catch (RuntimeException | LinkageError failure) {
            throw CortadoException.backend(
                    choice.name(),
                    "backend-failed",
                    "backend '" + choice.name() + "' (" + choice.reason() + ")",
                    "it said that it is usable, but cannot start: " + failure,
                    "choose another one: cortado doctor lists them",
                    failure);
        }
    }

    static Session session(Backend backend, Selection selection) {
        return Session.builder(backend)
                .floatType(selection.floatType())
                .seed(selection.seed())
                .strict(selection.strict())
                .build();
    }
}
