package dev.cortado.runtime;

import com.google.inject.AbstractModule;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.Scopes;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.OptionalBinder;
import dev.cortado.api.CortadoException;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.api.train.Schedule;
import dev.cortado.core.Session;
import dev.cortado.training.Trainer;
import dev.cortado.training.TrainerBuilder;
import java.util.Map;
import java.util.Optional;

/**
 * Binds everything that one session is made of; install it in an injector of your own, one injector per session.
 *
 * <p>Bound once per injector: {@link Selection}, {@link Plugins}, {@link BackendChooser}, {@link BackendChoice}, {@link
 * BackendOptions}, {@link Backend}, {@link Session}, {@link ComponentRegistry}. Close the session when you are done.
 *
 * <p>Map binders {@code Map<String, ComponentType<Layer>>} and {@code Map<String, ComponentType<Optimizer>>} hold what the
 * plug-ins offer, and take your own. Optional binders {@link Layer} (the network, no default), {@link Loss}
 * ({@code softmax_cross_entropy}), {@link Optimizer} ({@code sgd} with momentum 0.9) and {@link Schedule} ({@code constant}) are what
 * an injected {@link Trainer} or {@link TrainerBuilder} starts with.
 *
 * <p>To replace anything, for example the backend by a decorator, use {@code Modules.override}.
 */
public final class CortadoModule extends AbstractModule {

    private static final TypeLiteral<String> NAME = TypeLiteral.get(String.class);
    private static final TypeLiteral<ComponentType<Layer>> LAYER_TYPE = new TypeLiteral<>() {};
    private static final TypeLiteral<ComponentType<Optimizer>> OPTIMIZER_TYPE = new TypeLiteral<>() {};

    private final Selection selection;
    private final Plugins plugins;

    /** Creates a module; plug-ins are discovered, and those that fail are logged. */
    public CortadoModule(Selection selection) {
        this(selection, Wiring.discover());
    }

    /** Creates a module with the given plug-ins. */
    public CortadoModule(Selection selection, Plugins plugins) {
        this.selection = selection;
        this.plugins = plugins;
    }

    @Override
    protected void configure() {
        bind(Selection.class).toInstance(selection);
        bind(Plugins.class).toInstance(plugins);
        bind(BackendChooser.class).toInstance(new BackendChooser(plugins));
        bindSession();
        bindComponents();
        bindTrainer();
    }

    private void bindSession() {
        Provider<BackendChooser> chooser = getProvider(BackendChooser.class);
        Provider<BackendChoice> choice = getProvider(BackendChoice.class);
        Provider<BackendOptions> options = getProvider(BackendOptions.class);
        Provider<Backend> backend = getProvider(Backend.class);
        bind(BackendChoice.class)
                .toProvider(() -> Wiring.choose(chooser.get(), selection))
                .in(Scopes.SINGLETON);
        bind(BackendOptions.class)
                .toProvider(() -> Wiring.options(
                        plugins, selection, choice.get(), chooser.get().settings()))
                .in(Scopes.SINGLETON);
        bind(Backend.class)
                .toProvider(() -> Wiring.create(
                        choice.get(),
                        options.get(),
                        Wiring.fromOutside(
                                selection, choice.get(), chooser.get().settings())))
                .in(Scopes.SINGLETON);
        bind(Session.class)
                .toProvider(() -> Wiring.session(backend.get(), selection))
                .in(Scopes.SINGLETON);
    }

    private void bindComponents() {
        MapBinder<String, ComponentType<Layer>> layers = MapBinder.newMapBinder(binder(), NAME, LAYER_TYPE);
        MapBinder<String, ComponentType<Optimizer>> optimizers = MapBinder.newMapBinder(binder(), NAME, OPTIMIZER_TYPE);
        for (LoadedPlugin plugin : plugins.loaded()) {
            plugin.layers().forEach(type -> layers.addBinding(type.name()).toInstance(type));
            plugin.optimizers()
                    .forEach(type -> optimizers.addBinding(type.name()).toInstance(type));
        }
        Provider<Map<String, ComponentType<Layer>>> allLayers =
                getProvider(new Key<Map<String, ComponentType<Layer>>>() {});
        Provider<Map<String, ComponentType<Optimizer>>> allOptimizers =
                getProvider(new Key<Map<String, ComponentType<Optimizer>>>() {});
        bind(ComponentRegistry.class)
                .toProvider(() -> ComponentRegistry.of(plugins).with(allLayers.get(), allOptimizers.get()))
                .in(Scopes.SINGLETON);
    }

    private void bindTrainer() {
        Provider<ComponentRegistry> registry = getProvider(ComponentRegistry.class);
        OptionalBinder.newOptionalBinder(binder(), Layer.class);
        OptionalBinder.newOptionalBinder(binder(), Loss.class)
                .setDefault()
                .toProvider(() -> registry.get().losses().create(ComponentSpec.of("softmax_cross_entropy")));
        OptionalBinder.newOptionalBinder(binder(), Optimizer.class)
                .setDefault()
                .toProvider(() -> registry.get()
                        .optimizers()
                        .create(ComponentSpec.of("sgd").with("momentum", 0.9)));
        OptionalBinder.newOptionalBinder(binder(), Schedule.class)
                .setDefault()
                .toProvider(() -> registry.get().schedules().create(ComponentSpec.of("constant")));
        Provider<Session> session = getProvider(Session.class);
        Provider<Loss> loss = getProvider(Loss.class);
        Provider<Optimizer> optimizer = getProvider(Optimizer.class);
        Provider<Schedule> schedule = getProvider(Schedule.class);
        Provider<Optional<Layer>> network = getProvider(new Key<Optional<Layer>>() {});
        Provider<TrainerBuilder> builder = getProvider(TrainerBuilder.class);
        bind(TrainerBuilder.class)
                .toProvider(() -> Trainer.builder(session.get())
                        .loss(loss.get())
                        .optimizer(optimizer.get())
                        .schedule(schedule.get()));
        bind(Trainer.class)
                .toProvider(() -> builder.get()
                        .network(network.get().orElseThrow(CortadoModule::noNetwork))
                        .build());
    }

    private static CortadoException noNetwork() {
        return CortadoException.user(
                "no-network",
                null,
                "a Trainer was injected, but no network is bound",
                "bind(Layer.class) to your network, or inject TrainerBuilder");
    }
}
