package dev.cortado.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.cortado.api.Shape;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.core.Session;
import dev.cortado.core.decorate.ComparingBackend;
import dev.cortado.layers.model.LeNet;
import dev.cortado.runtime.BackendChoice;
import dev.cortado.runtime.BackendChooser;
import dev.cortado.runtime.CortadoModule;
import dev.cortado.runtime.Selection;
import dev.cortado.training.TrainerBuilder;
import dev.cortado.training.TrainingResult;
import dev.cortado.training.data.StrokeDigits;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.TreeMap;

/**
 * Injects what a training needs, and replaces the backend by a decorator that compares each kernel with the reference.
 *
 * <p>The experiment does not know: it asks for a trainer, and the module decides what computes.
 */
public final class CompareBackends {

    private final TrainerBuilder trainer;
    private final Session session;

    @Inject
    CompareBackends(TrainerBuilder trainer, Session session) {
        this.trainer = trainer;
        this.session = session;
    }

    /** Replaces the backend of {@link CortadoModule}. */
    static final class Comparing extends AbstractModule {

        /** The reference computes in float64 and rounds; a float32 kernel adds its terms in another order. */
        private static final double LIMIT = 1e-4;

        @Provides
        @Singleton
        Backend backend(BackendChoice choice, BackendChooser chooser, BackendOptions options) {
            Backend chosen = choice.provider().create(options);
            Backend reference = chooser.choose("reference").provider().create(options);
            return new ComparingBackend(chosen, reference, LIMIT);
        }
    }

    TrainingResult train(int images) {
        return trainer.network(new LeNet().build(Shape.of(1, 28, 28), 10))
                .batchSize(10)
                .epochs(1)
                .build()
                .fit(StrokeDigits.train(images, 1), StrokeDigits.test(10, 1));
    }

    /** Returns the worst relative difference per operation. */
    static Map<String, Double> run(int images) {
        var module = Modules.override(new CortadoModule(Selection.defaults())).with(new Comparing());
        var experiment = Guice.createInjector(module).getInstance(CompareBackends.class);
        try (var session = experiment.session) {
            experiment.train(images);
            return new TreeMap<>(((ComparingBackend) session.backend()).worst());
        }
    }

    /** Trains a few steps and prints how far the backends are apart. */
    public static void main(String[] args) {
        run(50).forEach((operation, difference) -> System.out.printf("%-40s %.2e%n", operation, difference));
    }
}
