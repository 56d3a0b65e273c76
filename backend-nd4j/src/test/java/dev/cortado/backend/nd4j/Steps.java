package dev.cortado.backend.nd4j;

import dev.cortado.api.DType;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.backend.Backend;
import dev.cortado.api.train.Optimizer;
import dev.cortado.conformance.Samples;
import dev.cortado.core.Session;
import dev.cortado.core.run.Program;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.model.NetworkRecipe;

/** Trains a network on one fixed batch of random images. */
final class Steps implements AutoCloseable {

    private static final int CLASSES = 10;

    final Session session;
    private final Program program;
    private int step;

    Steps(Backend backend, NetworkRecipe recipe, Optimizer optimizer, int... input) {
        session = Session.builder(backend).seed(7).build();
        Shape image = Shape.of(input).without(0);
        program = session.training(
                recipe.build(image, CLASSES),
                SoftmaxCrossEntropyLoss.of(),
                optimizer,
                TensorSpec.of(DType.FLOAT32, input));
        program.input("input").set(new Samples(1).random(DType.FLOAT32, input));
        program.input("target").set(new Samples(2).integers(CLASSES, input[0]));
        program.input("key").set(5L);
    }

    /** Runs a step and returns the loss before it. */
    double run(double learningRate) {
        step++;
        program.input("learning_rate").set(learningRate);
        program.input("step").set((double) step);
        if (!program.run()) {
            throw new AssertionError("step " + step + " diverged");
        }
        return program.output("loss").scalar();
    }

    double gradientNorm() {
        return program.output("gradient_norm").scalar();
    }

    HostTensor variable(String path) {
        return session.variables().get(path);
    }

    Program program() {
        return program;
    }

    @Override
    public void close() {
        session.close();
    }
}
