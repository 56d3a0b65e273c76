package dev.cortado.backend.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.backend.BackendOptions;
import dev.cortado.api.graph.Variable;
import dev.cortado.backend.reference.ReferenceProvider;
import dev.cortado.conformance.Tolerance;
import dev.cortado.layers.model.LeNet;
import dev.cortado.layers.model.NetworkRecipe;
import dev.cortado.layers.model.ResNet8;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.optimizer.Sgd;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Nd4jRequired.class)
class TrainingTest {

    /** The most terms of one sum in LeNet: the inputs of its first fully connected layer. */
    private static final int TERMS = 800;

    @Test
    void aStepOfLeNetAgreesWithTheReference() {
        int[] input = {2, 1, 28, 28};
        try (Steps found = new Steps(new Nd4jProvider().create(BackendOptions.of(2)), new LeNet(), Sgd.of(), input);
                Steps expected =
                        new Steps(new ReferenceProvider().create(BackendOptions.of(1)), new LeNet(), Sgd.of(), input)) {
            double loss = expected.run(0.01);
            assertThat(found.run(0.01)).isCloseTo(loss, within(bound(loss)));
            assertThat(found.gradientNorm()).isCloseTo(expected.gradientNorm(), within(bound(expected.gradientNorm())));
            for (Variable variable : expected.session.variables().list()) {
                assertClose(variable.path(), found.variable(variable.path()), expected.variable(variable.path()));
            }
        }
    }

    private static void assertClose(String path, HostTensor found, HostTensor expected) {
        for (int i = 0; i < expected.spec().elements(); i++) {
            double weight = expected.get(i);
            if (!(Math.abs(found.get(i) - weight) <= bound(Math.max(Math.abs(weight), 1)))) {
                throw new AssertionError(path + " element " + i + ": " + found.get(i) + " instead of " + weight);
            }
        }
    }

    private static double bound(double scale) {
        return Tolerance.DIRECT.bound(DType.FLOAT32, TERMS, scale);
    }

    @Test
    void leNetLearnsABatchByHeart() {
        learns(new LeNet(), 16, 1, 28, 28);
    }

    @Test
    void aResidualNetworkLearnsABatchByHeart() {
        learns(new ResNet8(), 8, 3, 16, 16);
    }

    private static void learns(NetworkRecipe recipe, int... input) {
        try (Steps steps = new Steps(new Nd4jProvider().create(BackendOptions.of(2)), recipe, Adam.of(), input)) {
            double first = steps.run(1e-3);
            double last = first;
            for (int i = 0; i < 40; i++) {
                last = steps.run(1e-3);
            }
            assertThat(last).isLessThan(first / 4);
        }
    }
}
