package dev.cortado.training;

import dev.cortado.api.HostTensor;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.random.RandomKey;
import dev.cortado.core.run.Program;
import dev.cortado.core.run.ProgramMemory;
import dev.cortado.training.data.Batch;
import dev.cortado.training.metrics.ClassScores;

/** One training step for batches of one size: a program with its buffers. */
final class TrainingStep {

    private final BatchFeed feed;
    private final Program program;
    private final RandomKey keys;
    private final int classes;

    /**
     * Prepares the step.
     *
     * @param seed what the random keys of the steps derive from
     */
    TrainingStep(Program program, String dataset, int classes, long seed) {
        this.feed = new BatchFeed(program, dataset, classes);
        this.program = program;
        this.keys = RandomKey.of(seed).derive("step");
        this.classes = classes;
    }

    /** Returns type and shape of the images. */
    TensorSpec input() {
        return program.input("input").spec();
    }

    /** Returns what memory a step needs. */
    ProgramMemory memory() {
        return program.memory();
    }

    /**
     * Learns from a batch.
     *
     * @param step counted from 1
     * @return false if loss or gradient were not finite, in which case nothing has changed
     */
    boolean run(Batch batch, long step, double learningRate) {
        feed.set(batch);
        program.input("learning_rate").set(learningRate);
        program.input("step").set((double) step);
        program.input("key").set(keys.derive(step).value());
        return program.run();
    }

    double loss() {
        return program.output("loss").scalar();
    }

    double gradientNorm() {
        return program.output("gradient_norm").scalar();
    }

    /** Returns how many samples of the batch were predicted right, before the update. */
    int correct(Batch batch) {
        HostTensor scores = feed.scores();
        int correct = 0;
        for (int i = 0; i < batch.count(); i++) {
            correct += ClassScores.best(scores, i * classes, classes) == batch.labels()[i] ? 1 : 0;
        }
        return correct;
    }
}
