package dev.cortado.training.metrics;

/**
 * What came of one epoch.
 *
 * @param epoch counted from 1
 * @param step steps done at its end
 * @param trainLoss mean loss of the training samples while they were learned
 * @param trainAccuracy share of training samples predicted right while they were learned
 * @param testLoss mean loss of the test samples at the end of the epoch
 * @param testAccuracy share of test samples predicted right at the end of the epoch
 * @param learningRate the rate of the last step
 * @param seconds how long training took, without evaluation
 * @param imagesPerSecond training images per second
 */
public record EpochResult(
        int epoch,
        long step,
        double trainLoss,
        double trainAccuracy,
        double testLoss,
        double testAccuracy,
        double learningRate,
        double seconds,
        double imagesPerSecond) {}
