package dev.cortado.training;

import dev.cortado.core.run.ProgramMemory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a training is about to do.
 *
 * @param epochs epochs in all
 * @param batchesPerEpoch steps in an epoch
 * @param stepsDone steps that were done before, by the run that is resumed
 * @param trainSamples samples to learn from
 * @param testSamples samples to be judged by
 * @param parameters numbers that are learned
 * @param memory what memory a step needs
 * @param runDirectory where files go; empty if nothing is written
 */
public record TrainingPlan(
        int epochs,
        int batchesPerEpoch,
        long stepsDone,
        int trainSamples,
        int testSamples,
        long parameters,
        ProgramMemory memory,
        Optional<Path> runDirectory) {}
