package dev.cortado.api.train;

import dev.cortado.api.Stability;

/** Says how the learning rate changes during training. */
@FunctionalInterface
@Stability.Stable
public interface Schedule {

    /**
     * Returns the learning rate of a step.
     *
     * @param base the learning rate that the user chose
     * @param progress where training stands
     */
    double learningRate(double base, Progress progress);

    /**
     * Where training stands before a step.
     *
     * @param step number of steps done, from 0
     * @param stepsPerEpoch steps in an epoch, at least 1
     * @param totalSteps steps of the whole training
     */
    record Progress(long step, long stepsPerEpoch, long totalSteps) {

        /** Returns the epochs done, from 0. */
        public long epoch() {
            return step / stepsPerEpoch;
        }
    }
}
