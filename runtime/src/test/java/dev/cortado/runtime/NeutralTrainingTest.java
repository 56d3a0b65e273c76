package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.random.RandomKey;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.Dropout;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.model.ModelCatalog;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.training.data.Augmentation;
import dev.cortado.training.data.Batch;
import dev.cortado.training.data.BatchLoader;
import dev.cortado.training.data.LoaderOptions;
import dev.cortado.training.data.RandomCrop;
import dev.cortado.training.data.RandomFlip;
import dev.cortado.training.data.StrokeDigits;
import dev.cortado.training.model.Weights;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same training on every backend: what is drawn at random is equal bit by bit, and losses part no faster than rounding
 * explains.
 *
 * <p>The number of steps is the system property {@code cortado.neutral.steps}, 100 if it is not set.
 */
class NeutralTrainingTest {

    /**
     * How much further the losses of two backends may lie apart than those of one backend whose initial weights were moved
     * by one unit in the last place. A backend rounds otherwise in every operation of every step, not once.
     */
    private static final double MULTIPLE = 10;

    /**
     * How often the weights are moved, each time in other directions; the largest effect counts. Rounding that lets another
     * element of a pooling window win moves a loss by a thousand times more than rounding that does not, and that happens once
     * in some hundred steps.
     */
    private static final int MOVES = 8;

    private static final int STEPS = Integer.getInteger("cortado.neutral.steps", 100);
    private static final int BATCH = 16;
    private static final StrokeDigits DIGITS = StrokeDigits.train(512, 3);

    /** As many steps as the reference backend can be waited for. */
    private static final int REFERENCE_STEPS = 8;

    /** The losses of some steps, and the weights before the first. */
    private record Run(String initialWeights, List<Double> losses) {

        double distance(Run other) {
            double largest = 0;
            for (int i = 0; i < Math.min(losses.size(), other.losses.size()); i++) {
                largest = Math.max(largest, Math.abs(losses.get(i) - other.losses.get(i)));
            }
            return largest;
        }
    }

    private static List<String> others() {
        return new BackendChooser(PluginDiscovery.discover())
                .found().stream()
                        .filter(backend -> backend.usability().usable())
                        .map(FoundBackend::name)
                        .filter(name -> !name.equals("cpu"))
                        .toList();
    }

    private static Run train(String backend, String model, int steps, int move) {
        Layer network = ModelCatalog.builtIn().get(model).build(DIGITS.imageShape(), 10);
        LoaderOptions options = LoaderOptions.shuffled(BATCH, 9)
                .withAugmentation(Augmentation.of(9, new RandomFlip(), new RandomCrop(2)));
        try (Cortado cortado =
                        Cortado.builder().backend(backend).threads(2).seed(9).build();
                BatchLoader loader = new BatchLoader(DIGITS, options)) {
            Session session = cortado.session();
            TensorSpec input =
                    new TensorSpec(session.floatType(), DIGITS.imageShape().insert(0, BATCH));
            Program step = session.training(
                    network, SoftmaxCrossEntropyLoss.of(), Sgd.of().withMomentum(0.9), input);
            if (move > 0) {
                moveByOneUlp(session, move);
            }
            String initial = Weights.sha256(Weights.ofModel(session));
            List<Double> losses = new ArrayList<>();
            for (int number = 1; number <= steps; number++) {
                int batch = (number - 1) % loader.batches();
                if (batch == 0) {
                    loader.start(number / loader.batches(), 0);
                }
                Batch samples = loader.next();
                step.input("input").set(HostTensor.of(input, samples.images()));
                step.input("target").set(HostTensor.of(samples.labels(), BATCH));
                step.input("learning_rate").set(0.01);
                step.input("step").set((double) number);
                step.input("key").set(RandomKey.of(9).derive(number).value());
                assertThat(step.run()).as("step " + number).isTrue();
                losses.add(step.output("loss").scalar());
            }
            return new Run(initial, losses);
        }
    }

    private static void moveByOneUlp(Session session, int move) {
        Random directions = new Random(move);
        for (Variable variable : session.variables().list()) {
            if (variable.trainable()) {
                HostTensor value = session.variables().get(variable.path());
                for (int i = 0; i < value.floats().length; i++) {
                    float weight = value.floats()[i];
                    value.floats()[i] = directions.nextBoolean() ? Math.nextUp(weight) : Math.nextDown(weight);
                }
                session.variables().set(variable.path(), value);
            }
        }
    }

    /** The reference backend runs the cheapest network alone, since it is the slowest by far. */
    @ParameterizedTest
    @CsvSource({"lenet, true", "vgg-small, false", "resnet-8, false"})
    void lossesPartNoFasterThanRoundingExplains(String model, boolean onReference) {
        Run cpu = train("cpu", model, STEPS, 0);
        double byOneUlp = 0;
        for (int move = 1; move <= MOVES; move++) {
            double effect = train("cpu", model, STEPS, move).distance(cpu);
            System.out.printf("%s, %d steps, weights moved: losses differ by at most %.2g%n", model, STEPS, effect);
            byOneUlp = Math.max(byOneUlp, effect);
        }
        assertThat(byOneUlp).isPositive();
        for (String backend : others()) {
            if (backend.equals("reference") && !onReference) {
                continue;
            }
            int steps = backend.equals("reference") ? REFERENCE_STEPS : STEPS;
            Run other = train(backend, model, steps, 0);
            assertThat(other.initialWeights())
                    .as("initial weights on " + backend)
                    .isEqualTo(cpu.initialWeights());
            double distance = other.distance(cpu);
            System.out.printf(
                    "%s on %s against cpu, %d steps: losses differ by at most %.2g, %.1f times what one ulp causes%n",
                    model, backend, steps, distance, distance / byOneUlp);
            assertThat(distance).as(model + " on " + backend).isLessThanOrEqualTo(MULTIPLE * byOneUlp);
        }
    }

    @Test
    void dropoutMasksAreEqualOnAllBackends() {
        List<Boolean> expected = mask("cpu");
        assertThat(expected).contains(true, false);
        for (String backend : others()) {
            assertThat(mask(backend)).as(backend).isEqualTo(expected);
        }
    }

    private static List<Boolean> mask(String backend) {
        try (Cortado cortado = Cortado.builder().backend(backend).seed(4).build()) {
            Session session = cortado.session();
            Layer network = (context, x) -> context.call("dropout", Dropout.of(0.3), x);
            TensorSpec input = TensorSpec.of(session.floatType(), 13, 10);
            Program step = session.training(network, SoftmaxCrossEntropyLoss.of(), Sgd.of(), input);
            step.input("input").set(HostTensor.filled(input, 1));
            step.input("target").set(HostTensor.of(new int[13], 13));
            step.input("learning_rate").set(0.0);
            step.input("step").set(1.0);
            step.input("key").set(77L);
            step.run();
            HostTensor output = step.output("output").value();
            List<Boolean> kept = new ArrayList<>();
            for (int i = 0; i < output.spec().elements(); i++) {
                kept.add(output.get(i) != 0);
            }
            return kept;
        }
    }
}
