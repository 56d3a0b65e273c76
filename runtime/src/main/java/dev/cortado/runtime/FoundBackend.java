package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.Usability;

/**
 * A backend that some plug-in offers.
 *
 * @param provider announces and creates it
 * @param plugin the id of the plug-in
 * @param source the jar or folder of the plug-in
 * @param usability whether it can run here
 */
public record FoundBackend(BackendProvider provider, String plugin, String source, Usability usability) {

    /** Returns the name under which it is chosen. */
    public String name() {
        return provider.name();
    }

    static FoundBackend of(BackendProvider provider, LoadedPlugin plugin, TimeLimit limit) {
        return new FoundBackend(provider, plugin.id(), plugin.source(), usability(provider, plugin, limit));
    }

    /** A provider must not throw here; one that does, or hangs, takes nobody down with it, whatever it throws. */
    private static Usability usability(BackendProvider provider, LoadedPlugin plugin, TimeLimit limit) {
        String remedy = "report this to whoever made plug-in " + plugin.title();
        try {
            Usability answer = limit.ask(provider.name(), provider::usability);
            return answer == null ? Usability.no("it does not say whether it is usable", remedy) : answer;
        } catch (Exception | LinkageError | AssertionError | StackOverflowError | InternalError broken) {
            return Usability.no("asking whether it is usable failed: " + text(broken), remedy);
        }
    }

    private static String text(Throwable broken) {
        return broken instanceof CortadoException ? broken.getMessage() : broken.toString();
    }
}
