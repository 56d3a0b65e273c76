package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses a backend: the one named explicitly, by {@code -Dcortado.backend}, by {@code CORTADO_BACKEND} or by the project's
 * file, in this order; otherwise the usable one with the highest priority.
 *
 * <p>Nothing is replaced in silence: a named backend that is unknown or cannot run is an error, and so is a tie.
 */
public final class BackendChooser {

    private final Plugins plugins;
    private final BackendSettings settings;
    private final TimeLimit limit;
    private List<FoundBackend> asked;

    /** Creates a chooser among the backends of the given plug-ins, with the settings of this process. */
    public BackendChooser(Plugins plugins) {
        this(plugins, BackendSettings.ofThisProcess());
    }

    /** Creates a chooser among the backends of the given plug-ins. */
    public BackendChooser(Plugins plugins, BackendSettings settings) {
        this(plugins, settings, TimeLimit.USUAL);
    }

    BackendChooser(Plugins plugins, BackendSettings settings, TimeLimit limit) {
        this.plugins = plugins;
        this.settings = settings;
        this.limit = limit;
    }

    /** Returns the settings outside of the program. */
    BackendSettings settings() {
        return settings;
    }

    /** Returns all backends, usable or not, the highest priority first; each is asked once. */
    public synchronized List<FoundBackend> found() {
        if (asked == null) {
            asked = List.copyOf(ask());
        }
        return asked;
    }

    private List<FoundBackend> ask() {
        List<FoundBackend> found = new ArrayList<>();
        for (LoadedPlugin plugin : plugins.loaded()) {
            plugin.backends().forEach(provider -> found.add(FoundBackend.of(provider, plugin, limit)));
        }
        found.sort((a, b) -> {
            int byPriority =
                    Integer.compare(b.provider().priority(), a.provider().priority());
            return byPriority != 0 ? byPriority : a.name().compareTo(b.name());
        });
        return found;
    }

    /**
     * Chooses a backend by the settings and priorities.
     *
     * @throws CortadoException if a named one is unknown or cannot run, none can, or two tie
     */
    public BackendChoice choose() {
        Optional<BackendSettings.Wish> wish = settings.wish();
        return wish.isPresent() ? named(wish.get().name(), wish.get().reason()) : byPriority();
    }

    /**
     * Returns the backend of the given name; settings and priorities do not matter.
     *
     * @throws CortadoException if it is unknown or cannot run
     */
    public BackendChoice choose(String name) {
        return named(name, "named explicitly");
    }

    private BackendChoice named(String name, String reason) {
        List<FoundBackend> found = found();
        for (FoundBackend backend : found) {
            if (backend.name().equals(name)) {
                return usable(backend, reason);
            }
        }
        List<String> names = found.stream().map(FoundBackend::name).toList();
        String hint = names.isEmpty() ? "" : NearestNames.hint(name, names) + ". ";
        throw CortadoException.user(
                "unknown-backend",
                null,
                "there is no backend '" + name + "' (" + reason + ")",
                hint + "Found" + listing(found) + missing(name));
    }

    private BackendChoice usable(FoundBackend backend, String reason) {
        if (!backend.usability().usable()) {
            throw CortadoException.resource(
                    "backend-unusable",
                    "backend '" + backend.name() + "' (" + reason + ")",
                    "it cannot run here: " + backend.usability().reason(),
                    backend.usability().remedy().isBlank()
                            ? null
                            : backend.usability().remedy(),
                    null);
        }
        return new BackendChoice(backend.provider(), reason);
    }

    private BackendChoice byPriority() {
        List<FoundBackend> found = found();
        List<FoundBackend> usable = new ArrayList<>(found);
        usable.removeIf(backend -> !backend.usability().usable());
        if (usable.isEmpty()) {
            throw CortadoException.resource(
                    "no-backend", null, "no backend can run here", "Found" + listing(found) + missing("cpu"), null);
        }
        FoundBackend best = usable.get(0);
        if (usable.size() == 1) {
            return new BackendChoice(best.provider(), "the only usable backend");
        }
        int priority = best.provider().priority();
        List<FoundBackend> tied = usable.stream()
                .filter(backend -> backend.provider().priority() == priority)
                .toList();
        if (tied.size() > 1) {
            throw CortadoException.user(
                    "backend-tie",
                    null,
                    "backends "
                            + String.join(
                                    " and ",
                                    tied.stream()
                                            .map(backend -> "'" + backend.name() + "' (" + backend.source() + ")")
                                            .toList())
                            + " are " + (tied.size() == 2 ? "both" : "all") + " usable and have priority " + priority,
                    "choose one with --backend " + best.name() + ", -D" + BackendSettings.PROPERTY + "=" + best.name()
                            + " or " + BackendSettings.VARIABLE + "=" + best.name());
        }
        return new BackendChoice(best.provider(), "highest priority of the usable backends: " + priorities(usable));
    }

    private static String priorities(List<FoundBackend> usable) {
        List<String> texts = new ArrayList<>();
        for (FoundBackend backend : usable) {
            texts.add(backend.name() + " " + backend.provider().priority());
        }
        return String.join(", ", texts);
    }

    private String listing(List<FoundBackend> found) {
        StringBuilder text = new StringBuilder();
        text.append(found.isEmpty() ? " no backend" : ":");
        for (FoundBackend backend : found) {
            text.append(System.lineSeparator())
                    .append("  ")
                    .append(backend.name())
                    .append(" in ")
                    .append(backend.source());
            if (!backend.usability().usable()) {
                text.append(", not usable: ").append(backend.usability().reason());
                if (!backend.usability().remedy().isBlank()) {
                    text.append(" (").append(backend.usability().remedy()).append(")");
                }
            }
        }
        for (PluginFailure failure : plugins.failures()) {
            text.append(System.lineSeparator()).append("  ").append(failure.message());
        }
        return text.toString();
    }

    private static String missing(String name) {
        return System.lineSeparator() + KnownBackends.howToGet(name);
    }
}
