package dev.cortado.layers.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Sgd;
import java.util.ServiceLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What kernels make of weights once is made again when the weights change, by whatever way. */
class PreparedWeightsTest {

    private static final Shape IMAGE = Shape.of(3, 16, 16);
    private static final TensorSpec INPUT = new TensorSpec(DType.FLOAT32, IMAGE.insert(0, 2));

    private static Session session() {
        Backend cpu = ServiceLoader.load(CortadoPlugin.class).stream()
                .flatMap(plugin -> plugin.get().backends().stream())
                .filter(provider -> provider.name().equals("cpu"))
                .findFirst()
                .orElseThrow()
                .create(BackendOptions.of(2));
        return Session.builder(cpu).seed(3).build();
    }

    private static HostTensor infer(Session session, Layer network, double value) {
        Program program = session.inference(network, INPUT);
        program.input("input").set(HostTensor.filled(INPUT, value));
        assertThat(program.run()).isTrue();
        return program.output("output").value();
    }

    /** Returns what a session gives that never saw other weights. */
    private static HostTensor fresh(Session weights, Layer network) {
        try (Session session = session()) {
            for (Variable variable : weights.variables().list()) {
                session.variables().set(variable.path(), weights.variables().get(variable.path()));
            }
            return infer(session, network, 0.5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"vgg-small", "lenet", "mobilenet-v2"})
    void followTheWeights(String model) {
        Layer network = ModelCatalog.builtIn().get(model).build(IMAGE, 10);
        try (Session session = session()) {
            HostTensor first = infer(session, network, 0.5);
            assertThat(infer(session, network, 0.25)).as("another image").isNotEqualTo(first);
            assertThat(infer(session, network, 0.5)).as("the same again").isEqualTo(first);
            Variable weights = session.variables().list().get(0);
            HostTensor moved = session.variables().get(weights.path());
            for (int i = 0; i < moved.spec().elements(); i++) {
                moved.floats()[i] *= i % 2 == 0 ? 1.5f : 0.5f;
            }
            session.variables().set(weights.path(), moved);
            HostTensor second = infer(session, network, 0.5);
            assertThat(second).as("after a weight was set").isNotEqualTo(first).isEqualTo(fresh(session, network));
            train(session, network);
            HostTensor third = infer(session, network, 0.5);
            assertThat(third).as("after a step").isNotEqualTo(second).isEqualTo(fresh(session, network));
            assertThat(infer(session, network, 0.5)).as("and again").isEqualTo(third);
        }
    }

    private static void train(Session session, Layer network) {
        Program step = session.training(network, SoftmaxCrossEntropyLoss.of(), Sgd.of(), INPUT);
        step.input("input").set(HostTensor.filled(INPUT, 0.75));
        step.input("target").set(HostTensor.of(new int[] {1, 2}, 2));
        step.input("learning_rate").set(0.1);
        step.input("step").set(1.0);
        step.input("key").set(1L);
        assertThat(step.run()).isTrue();
    }
}
