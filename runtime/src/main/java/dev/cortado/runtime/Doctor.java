package dev.cortado.runtime;

import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.backend.BackendProvider;
import dev.cortado.api.backend.DeviceInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Finds out which backends there are, which would be used and why, and what the others lack. */
public final class Doctor {

    private final BackendSettings settings;
    private final Map<String, String> environment;
    private final TimeLimit limit;

    /** Creates a doctor who looks at the given settings and environment variables. */
    public Doctor(BackendSettings settings, Map<String, String> environment) {
        this(settings, environment, TimeLimit.USUAL);
    }

    Doctor(BackendSettings settings, Map<String, String> environment, TimeLimit limit) {
        this.limit = limit;
        this.settings = settings;
        this.environment = Map.copyOf(environment);
    }

    /** Returns a doctor who looks at this process. */
    public static Doctor ofThisProcess() {
        return new Doctor(BackendSettings.ofThisProcess(), System.getenv());
    }

    /** Returns the JVM and the machine. */
    public JavaFacts java() {
        return JavaFacts.of(environment);
    }

    /** Returns the version of Cortado's api that runs. */
    public String api() {
        return JarFacts.of(BackendProvider.class).version();
    }

    /** Examines all backends, and says nothing before it is done. */
    public Diagnosis examine(Supplier<Plugins> discovery, Selection selection, boolean start) {
        return examine(discovery, selection, start, examined -> {});
    }

    /**
     * Examines all backends; one that does not answer within ten seconds has failed.
     *
     * @param discovery finds the plug-ins; if it throws a {@link CortadoException}, that is the diagnosis
     * @param selection what would be asked for
     * @param start whether to start every usable backend, to see its device
     * @param progress is told of each backend as soon as it was examined, before the next one is started
     */
    public Diagnosis examine(
            Supplier<Plugins> discovery, Selection selection, boolean start, Consumer<Diagnosis.Examined> progress) {
        Plugins plugins;
        String problem = "";
        boolean discovered = true;
        try {
            plugins = discovery.get();
        } catch (CortadoException broken) {
            plugins = new Plugins(List.of(), List.of());
            problem = broken.getMessage();
            discovered = false;
        }
        BackendChooser chooser = new BackendChooser(plugins, settings, limit);
        Optional<BackendChoice> choice = Optional.empty();
        if (problem.isEmpty()) {
            try {
                choice = Optional.of(Wiring.choose(chooser, selection));
            } catch (CortadoException none) {
                problem = none.getMessage();
            }
        }
        List<Diagnosis.Examined> examined = new ArrayList<>();
        for (FoundBackend found : chooser.found()) {
            Diagnosis.Examined each = examine(found, plugins, selection, choice, start);
            progress.accept(each);
            examined.add(each);
        }
        // where discovery failed nothing is known of any backend, not even that it is absent
        Map<String, String> absent = discovered ? absent(examined) : Map.of();
        JavaFacts java = java();
        return new Diagnosis(
                java, api(), examined, absent, plugins.failures(), choice, problem, advice(java, examined));
    }

    private Diagnosis.Examined examine(
            FoundBackend found, Plugins plugins, Selection selection, Optional<BackendChoice> choice, boolean start) {
        JarFacts jar = JarFacts.of(found.provider().getClass());
        if (!start || !found.usability().usable()) {
            return new Diagnosis.Examined(found, jar, Optional.empty(), "");
        }
        Supplier<DeviceInfo> life = () -> {
            try (Backend backend = start(found, plugins, selection, choice)) {
                return Objects.requireNonNull(backend.device(), "device() returned null");
            }
        };
        try {
            return new Diagnosis.Examined(found, jar, Optional.of(limit.ask(found.name(), life)), "");
        } catch (Exception | Error failure) {
            // a backend may fail with any error; the others are examined all the same
            String text = failure instanceof CortadoException ? failure.getMessage() : failure.toString();
            return new Diagnosis.Examined(found, jar, Optional.empty(), text);
        }
    }

    /** Settings from outside are meant for the backend that is chosen; others are started without. */
    private Backend start(FoundBackend found, Plugins plugins, Selection selection, Optional<BackendChoice> choice) {
        if (choice.isPresent() && choice.get().name().equals(found.name())) {
            return Wiring.create(
                    choice.get(),
                    Wiring.options(plugins, selection, choice.get(), settings),
                    Wiring.fromOutside(selection, choice.get(), settings));
        }
        BackendOptions plain =
                new BackendOptions(selection.threads(), Map.of(), plugins.hostKernels(), plugins.sourceKernels());
        return Wiring.create(new BackendChoice(found.provider(), "tried by doctor"), plain, "");
    }

    private static Map<String, String> absent(List<Diagnosis.Examined> examined) {
        Map<String, String> absent = new LinkedHashMap<>();
        for (String name : KnownBackends.names()) {
            if (examined.stream().noneMatch(each -> each.found().name().equals(name))) {
                absent.put(name, KnownBackends.howToGet(name));
            }
        }
        return absent;
    }

    private static List<String> advice(JavaFacts java, List<Diagnosis.Examined> examined) {
        List<String> advice = new ArrayList<>();
        for (Diagnosis.Examined each : examined) {
            String remedy = each.found().usability().remedy();
            if (!remedy.isBlank()) {
                advice.add(each.found().name() + ": " + remedy);
            }
        }
        String vectors = "--add-modules jdk.incubator.vector";
        if (!java.vectorModule() && advice.stream().noneMatch(line -> line.contains(vectors))) {
            advice.add("the Vector API is off: start Java with " + vectors);
        }
        java.mismatch()
                .ifPresent(text -> advice.add("two JDKs: " + text
                        + "; let both name the same one, or know that 'java' and './cortado' may run different ones"));
        return advice;
    }
}
