package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.MapBinder;
import com.google.inject.multibindings.OptionalBinder;
import com.google.inject.util.Modules;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.train.Optimizer;
import dev.cortado.core.Session;
import dev.cortado.core.decorate.ComparingBackend;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.training.Trainer;
import dev.cortado.training.TrainingResult;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

class CortadoModuleTest {

    private static final Selection REFERENCE = Selection.defaults().withBackend("reference");

    /** Asks for a trainer as any class of a user would. */
    static final class Experiment {
        private final Trainer trainer;
        private final Session session;

        @Inject
        Experiment(Trainer trainer, Session session) {
            this.trainer = trainer;
            this.session = session;
        }
    }

    private static AbstractModule network() {
        return new AbstractModule() {
            @Override
            protected void configure() {
                OptionalBinder.newOptionalBinder(binder(), Layer.class)
                        .setBinding()
                        .toInstance(Sequential.of(Flatten.of(), Linear.of(2)));
            }
        };
    }

    @Test
    void injectsATrainerThatTrains() {
        Experiment experiment =
                Guice.createInjector(new CortadoModule(REFERENCE), network()).getInstance(Experiment.class);
        try (Session session = experiment.session) {
            TrainingResult result = experiment.trainer.fit(SmallImages.splits());
            assertThat(result.history()).hasSize(5);
            assertThat(result.history().get(4).trainLoss())
                    .isLessThan(result.history().get(0).trainLoss());
            assertThat(session.variables().list())
                    .anyMatch(variable -> variable.path().contains("momentum"));
        }
    }

    @Test
    void givesOneSessionPerInjector() {
        Injector one = Guice.createInjector(new CortadoModule(REFERENCE));
        Injector two = Guice.createInjector(new CortadoModule(REFERENCE));
        assertThat(one.getInstance(Session.class)).isSameAs(one.getInstance(Session.class));
        assertThat(one.getInstance(Session.class)).isNotSameAs(two.getInstance(Session.class));
        assertThat(one.getInstance(BackendChoice.class).name()).isEqualTo("reference");
        one.getInstance(Session.class).close();
        two.getInstance(Session.class).close();
    }

    @Test
    void letsTheBackendBeReplacedByADecorator() {
        AbstractModule comparing = new AbstractModule() {
            @Provides
            @Singleton
            Backend comparing(BackendChoice choice, BackendChooser chooser, BackendOptions options) {
                return new ComparingBackend(
                        choice.provider().create(options),
                        chooser.choose("reference").provider().create(options),
                        1e-6);
            }
        };
        Injector injector = Guice.createInjector(
                Modules.override(new CortadoModule(REFERENCE)).with(comparing), network());
        Experiment experiment = injector.getInstance(Experiment.class);
        try (Session session = experiment.session) {
            assertThat(session.backend()).isInstanceOf(ComparingBackend.class);
            experiment.trainer.fit(SmallImages.splits());
            ComparingBackend backend = (ComparingBackend) session.backend();
            assertThat(backend.worst()).isNotEmpty();
            assertThat(backend.worst().values()).allMatch(difference -> difference == 0);
        }
    }

    @Test
    void takesOtherDefaultsThroughOptionalBinders() {
        Injector injector = Guice.createInjector(new CortadoModule(REFERENCE), new AbstractModule() {
            @Override
            protected void configure() {
                OptionalBinder.newOptionalBinder(binder(), Optimizer.class)
                        .setBinding()
                        .toInstance(Adam.of());
            }
        });
        assertThat(injector.getInstance(Optimizer.class)).isEqualTo(Adam.of());
    }

    @Test
    void takesLayersThroughAMapBinder() {
        Injector injector = Guice.createInjector(new CortadoModule(REFERENCE), new AbstractModule() {
            @Override
            protected void configure() {
                MapBinder.newMapBinder(
                                binder(), new TypeLiteral<String>() {}, new TypeLiteral<ComponentType<Layer>>() {})
                        .addBinding("identity")
                        .toInstance(new ComponentType<>(
                                "identity", "does nothing", OptionSchema.of(), (options, inner) -> (context, x) -> x));
            }
        });
        ComponentRegistry registry = injector.getInstance(ComponentRegistry.class);
        assertThat(registry.layers().names()).contains("identity", "conv2d");
        assertThat(registry.layers().pluginOf("identity")).isEqualTo("a Guice module");
        assertThat(registry.layers().create(ComponentSpec.of("identity"))).isNotNull();
    }

    @Test
    void saysThatANetworkIsMissing() {
        Injector injector = Guice.createInjector(new CortadoModule(REFERENCE));
        assertThatThrownBy(() -> injector.getInstance(Trainer.class)).hasMessageContaining("no network is bound");
        injector.getInstance(Session.class).close();
    }
}
