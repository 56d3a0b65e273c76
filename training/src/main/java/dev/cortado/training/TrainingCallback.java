package dev.cortado.training;

import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.metrics.Evaluation;
import dev.cortado.training.metrics.StepResult;
import java.nio.file.Path;

/**
 * Follows a training; every method does nothing unless overridden.
 *
 * <p>All are called on the thread that trains, which waits: keep {@link #onStep} short. What they throw ends the training.
 */
public interface TrainingCallback {

    /** Is called once before the first step. */
    default void onStart(TrainingPlan plan) {}

    /**
     * Is called before the first step of an epoch, and before the first one after a resume.
     *
     * @param epoch counted from 1
     */
    default void onEpochStart(int epoch) {}

    /** Is called after every step. */
    default void onStep(StepResult step) {}

    /**
     * Is called when the network was judged by the test split.
     *
     * @param epoch counted from 1
     */
    default void onEvaluation(int epoch, Evaluation evaluation) {}

    /** Is called at the end of an epoch. */
    default void onEpochEnd(EpochResult epoch) {}

    /** Is called when a checkpoint is in place. */
    default void onCheckpoint(Path file) {}

    /** Is told what the user should know, such as a damaged checkpoint that was passed over. */
    default void onNotice(String message) {}

    /** Is called once after the last step, unless the training failed. */
    default void onEnd(TrainingResult result) {}
}
