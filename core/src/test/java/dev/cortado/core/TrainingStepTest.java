package dev.cortado.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.train.Loss;
import dev.cortado.api.train.Optimizer;
import dev.cortado.core.run.Program;
import org.junit.jupiter.api.Test;

class TrainingStepTest {

    private static final TensorSpec INPUT = TensorSpec.of(DType.FLOAT64, 5, 2, 8, 7);

    private final Layer network = Networks.small();
    private final Loss loss = new Networks.CrossEntropy();
    private final Optimizer optimizer = new Networks.Momentum();

    private static Program prepared(Program program, long seed, int batch) {
        program.input("input").set(Networks.random(seed, DType.FLOAT64, batch, 2, 8, 7));
        int[] labels = new int[batch];
        for (int i = 0; i < batch; i++) {
            labels[i] = i % 3;
        }
        program.input("target").set(HostTensor.of(labels, batch));
        program.input("learning_rate").set(0.05);
        program.input("step").set(1.0);
        program.input("key").set(99L);
        return program;
    }

    @Test
    void lossFalls() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program step = prepared(session.training(network, loss, optimizer, INPUT), 1, 5);
            step.run();
            double first = step.output("loss").scalar();
            for (int i = 0; i < 30; i++) {
                assertThat(step.run()).isTrue();
            }
            assertThat(step.output("loss").scalar()).isLessThan(first / 3);
        }
    }

    @Test
    void updateFollowsCentralDifferencesOfTheWholeProgram() {
        // with a fresh momentum, the update is minus rate times gradient
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program step = prepared(session.training(network, loss, optimizer, INPUT), 1, 5);
            for (Variable variable : session.variables().list()) {
                if (!variable.trainable()) {
                    continue;
                }
                int probe = variable.spec().elements() - 1;
                HostTensor start = session.variables().get(variable.path());
                double slope = (lossWith(session, step, variable, start, probe, 1e-5)
                                - lossWith(session, step, variable, start, probe, -1e-5))
                        / 2e-5;
                session.variables().set(variable.path(), start);
                step.run();
                double change = session.variables().get(variable.path()).get(probe) - start.get(probe);
                restore(session, variable, start);
                assertThat(-change / 0.05).as(variable.path()).isCloseTo(slope, within(1e-7 + 1e-6 * Math.abs(slope)));
            }
        }
    }

    private double lossWith(
            Session session, Program step, Variable variable, HostTensor start, int element, double change) {
        java.util.Map<String, HostTensor> saved = new java.util.LinkedHashMap<>();
        session.variables()
                .list()
                .forEach(v -> saved.put(v.path(), session.variables().get(v.path())));
        HostTensor moved = start.copy();
        moved.set(element, start.get(element) + change);
        session.variables().set(variable.path(), moved);
        step.run();
        double result = step.output("loss").scalar();
        saved.forEach(session.variables()::set);
        return result;
    }

    private void restore(Session session, Variable variable, HostTensor start) {
        // momentum and all other parameters moved as well, so begin anew
        try (Session fresh = Networks.session(DType.FLOAT64)) {
            fresh.training(network, loss, optimizer, INPUT);
            fresh.variables()
                    .list()
                    .forEach(v ->
                            session.variables().set(v.path(), fresh.variables().get(v.path())));
        }
    }

    @Test
    void whatVariesPerStepNeverCompilesAgain() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program step = prepared(session.training(network, loss, optimizer, INPUT), 1, 5);
            step.run();
            long before = session.compilations();
            for (int i = 0; i < 5; i++) {
                Program again = session.training(network, loss, optimizer, INPUT);
                again.input("learning_rate").set(0.1 / (i + 1));
                again.input("step").set(2.0 + i);
                again.input("key").set(1000L + i);
                again.run();
            }
            assertThat(session.compilations()).isEqualTo(before).isEqualTo(1);
        }
    }

    @Test
    void partialBatchIsASecondProgramOnTheSameState() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program whole = prepared(session.training(network, loss, optimizer, INPUT), 1, 5);
            whole.run();
            HostTensor after = session.variables().get("dense.weight");
            TensorSpec rest = TensorSpec.of(DType.FLOAT64, 2, 2, 8, 7);
            prepared(session.training(network, loss, optimizer, rest), 2, 2).run();
            assertThat(session.variables().get("dense.weight")).isNotEqualTo(after);
            // the larger program still runs, although the smaller one used the same memory
            assertThat(whole.run()).isTrue();
            assertThat(session.compilations()).isEqualTo(2);
        }
    }

    @Test
    void aStepThatIsNotFiniteChangesNothing() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program step = prepared(session.training(network, loss, optimizer, INPUT), 1, 5);
            step.run();
            java.util.Map<String, HostTensor> before = new java.util.LinkedHashMap<>();
            session.variables()
                    .list()
                    .forEach(v -> before.put(v.path(), session.variables().get(v.path())));
            HostTensor poisoned = Networks.random(1, DType.FLOAT64, 5, 2, 8, 7);
            poisoned.set(13, Double.NaN);
            step.input("input").set(poisoned);
            assertThat(step.run()).isFalse();
            before.forEach((path, value) ->
                    assertThat(session.variables().get(path)).as(path).isEqualTo(value));
            prepared(step, 1, 5);
            assertThat(step.run()).isTrue();
        }
    }

    @Test
    void runningStatisticsMoveOnlyInTraining() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Program inference = session.inference(network, INPUT);
            inference.input("input").set(Networks.random(1, DType.FLOAT64, 5, 2, 8, 7));
            inference.run();
            assertThat(session.variables().get("norm.mean").doubles()).containsOnly(0);
            prepared(session.training(network, loss, optimizer, INPUT), 1, 5).run();
            assertThat(session.variables().get("norm.mean").doubles()).doesNotContain(0);
        }
    }

    @Test
    void dropoutFollowsTheKeyAlone() {
        try (Session session = Networks.session(DType.FLOAT64)) {
            Layer drop = new Networks.Chain(
                    java.util.List.of("drop", "dense"),
                    java.util.List.of(new Networks.Drop(0.5), new Networks.Dense(3)));
            Program step = prepared(session.training(drop, loss, optimizer, INPUT), 1, 5);
            step.input("learning_rate").set(0.0);
            step.run();
            double first = step.output("loss").scalar();
            step.input("key").set(5L);
            step.run();
            double other = step.output("loss").scalar();
            step.input("key").set(99L);
            step.run();
            assertThat(step.output("loss").scalar()).isEqualTo(first).isNotEqualTo(other);
        }
    }
}
