package dev.cortado.training.metrics;

/**
 * What came of one step, and where the training stands after it.
 *
 * @param step steps done
 * @param epoch counted from 1
 * @param batch batches done in this epoch
 * @param batches batches in an epoch
 * @param samples samples of this step
 * @param loss mean loss of this step's samples
 * @param epochLoss mean loss of this epoch's samples so far
 * @param epochAccuracy share of this epoch's samples that were predicted right so far
 * @param gradientNorm Euclidean norm of all gradients together
 * @param learningRate the rate of this step
 * @param imagesPerSecond training images per second in this epoch so far
 * @param secondsLeft estimate of how long the rest of the training takes
 */
public record StepResult(
        long step,
        int epoch,
        int batch,
        int batches,
        int samples,
        double loss,
        double epochLoss,
        double epochAccuracy,
        double gradientNorm,
        double learningRate,
        double imagesPerSecond,
        double secondsLeft) {}
