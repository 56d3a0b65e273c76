package dev.cortado.runtime;

import dev.cortado.api.DType;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.core.Session;
import dev.cortado.core.serve.ServingOptions;
import dev.cortado.training.Trainer;
import dev.cortado.training.TrainerBuilder;
import dev.cortado.training.model.ModelFile;
import dev.cortado.training.model.ModelService;
import dev.cortado.training.model.Predictor;
import java.nio.file.Path;

/**
 * Plug-ins, a backend and a session put together, for use without Guice; {@link CortadoModule} does the same with it.
 *
 * <pre>{@code
 * try (Cortado cortado = Cortado.builder().threads(2).build()) {
 *     TrainingResult result = cortado.trainer().network(lenet).loss(loss).optimizer(optimizer).build().fit(splits);
 * }
 * }</pre>
 */
public final class Cortado implements AutoCloseable {

    private final Selection selection;
    private final Plugins plugins;
    private final ComponentRegistry registry;
    private final BackendSettings settings;
    private final BackendChoice backend;
    private Session session;

    private Cortado(Selection selection, Plugins plugins, BackendSettings settings) {
        this.selection = selection;
        this.plugins = plugins;
        this.registry = ComponentRegistry.of(plugins);
        this.settings = settings;
        this.backend = Wiring.choose(new BackendChooser(plugins, settings), selection);
    }

    /** Returns a builder with the defaults of {@link Selection#defaults()}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns what was asked for. */
    public Selection selection() {
        return selection;
    }

    /** Returns the plug-ins that were found. */
    public Plugins plugins() {
        return plugins;
    }

    /** Returns everything that the plug-ins offer by name. */
    public ComponentRegistry registry() {
        return registry;
    }

    /** Returns the chosen backend, and why it was chosen. */
    public BackendChoice backend() {
        return backend;
    }

    /** Returns what a backend of this selection is created with, the kernels of all plug-ins included. */
    public BackendOptions backendOptions() {
        return Wiring.options(plugins, selection, backend, settings);
    }

    /** Returns the session, which starts when it is first asked for and ends with this object. */
    public Session session() {
        if (session == null) {
            session = newSession();
        }
        return session;
    }

    /** Returns another session, with a backend and variables of its own; whoever asks closes it. */
    public Session newSession() {
        return newSession(selection);
    }

    private Session newSession(Selection wanted) {
        BackendOptions options = Wiring.options(plugins, wanted, backend, settings);
        String fromOutside = Wiring.fromOutside(wanted, backend, settings);
        return Wiring.session(Wiring.create(backend, options, fromOutside), wanted);
    }

    /** Returns a builder of trainers in {@link #session()}. */
    public TrainerBuilder trainer() {
        return Trainer.builder(session());
    }

    /**
     * Loads a saved model, in a session of its own; whoever asks closes the predictor.
     *
     * @param model a model file, such as {@code model.safetensors} of a run
     */
    public Predictor load(Path model) {
        Session own = newSession();
        try {
            return Predictor.load(model, own, registry.layers()::create);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    /**
     * Loads a saved model for many threads at once: as many calls run at the same time as {@link Selection#threads} says, on one
     * thread each; whoever asks closes the service.
     *
     * @param model a model file, such as {@code model.safetensors} of a run
     */
    public ModelService serve(Path model) {
        return serve(model, ServingOptions.of(selection.threads()));
    }

    /**
     * Loads a saved model for many threads at once; whoever asks closes the service.
     *
     * @param model a model file, such as {@code model.safetensors} of a run
     * @param options how many calls run at once, on how many threads each, and whether images of several callers are joined
     */
    public ModelService serve(Path model, ServingOptions options) {
        ModelFile file = ModelFile.load(model);
        Session own = newSession(selection.withThreads(options.threads()));
        try {
            return ModelService.of(file, own, registry.layers()::create, options);
        } catch (RuntimeException | Error e) {
            own.close();
            throw e;
        }
    }

    /** Ends the session, if it was started. */
    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }

    /** Collects what a {@link Cortado} shall be made of. */
    public static final class Builder {

        private Selection selection = Selection.defaults();
        private Plugins plugins;
        private BackendSettings settings = BackendSettings.ofThisProcess();

        private Builder() {}

        /** Names the backend; otherwise {@link BackendChooser} chooses. */
        public Builder backend(String name) {
            selection = selection.withBackend(name);
            return this;
        }

        /** Sets how many threads the backend may use; never changes a result. */
        public Builder threads(int count) {
            selection = selection.withThreads(count);
            return this;
        }

        /** Sets the type of parameters and images. */
        public Builder floatType(DType type) {
            selection = selection.withFloatType(type);
            return this;
        }

        /** Sets the seed of all random numbers. */
        public Builder seed(long value) {
            selection = selection.withSeed(value);
            return this;
        }

        /** Chooses a device of the backend, by index or by a part of its name. */
        public Builder device(String indexOrName) {
            return property(BackendSettings.DEVICE, indexOrName);
        }

        /** Sets a further setting of the backend. */
        public Builder property(String name, String value) {
            selection = selection.withProperty(name, value);
            return this;
        }

        /** Refuses networks with operations for which the backend has no kernel of its own. */
        public Builder strict(boolean refused) {
            selection = selection.withStrict(refused);
            return this;
        }

        /** Sets everything at once. */
        public Builder selection(Selection value) {
            selection = value;
            return this;
        }

        /** Sets what counts as settings outside of the program; otherwise those of this process. */
        public Builder settings(BackendSettings value) {
            settings = value;
            return this;
        }

        /** Sets the plug-ins; otherwise they are discovered, and those that fail are logged. */
        public Builder plugins(Plugins value) {
            plugins = value;
            return this;
        }

        /**
         * Finds the plug-ins and chooses the backend.
         *
         * @throws dev.cortado.api.CortadoException if there is no such backend, or it cannot run here
         */
        public Cortado build() {
            return new Cortado(selection, plugins == null ? Wiring.discover() : plugins, settings);
        }
    }
}
