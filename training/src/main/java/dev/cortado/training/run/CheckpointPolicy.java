package dev.cortado.training.run;

import dev.cortado.api.CortadoException;
import java.time.Duration;

/**
 * Says when checkpoints are written beside those at the end of each epoch, and how many are kept.
 *
 * @param everySteps after so many steps; 0 for never
 * @param every after so much time; zero for never
 * @param keepLast how many of the newest are kept, at least 1; the one of the best epoch is kept too
 */
public record CheckpointPolicy(long everySteps, Duration every, int keepLast) {

    /**
     * Checks the numbers.
     *
     * @throws CortadoException if they are out of range
     */
    public CheckpointPolicy {
        if (everySteps < 0 || every.isNegative() || keepLast < 1) {
            throw CortadoException.user(
                    "checkpoint-policy",
                    null,
                    "checkpoints every " + everySteps + " steps and " + every + ", keeping " + keepLast
                            + ", are not possible",
                    "use steps and time of at least 0, and keep at least 1");
        }
    }

    /** Returns the policy of one checkpoint at the end of each epoch, of which the last two are kept. */
    public static CheckpointPolicy everyEpoch() {
        return new CheckpointPolicy(0, Duration.ZERO, 2);
    }

    /** Returns this policy with more checkpoints, one after so many steps. */
    public CheckpointPolicy withSteps(long steps) {
        return new CheckpointPolicy(steps, every, keepLast);
    }

    /** Returns this policy with more checkpoints, one after so much time. */
    public CheckpointPolicy withTime(Duration time) {
        return new CheckpointPolicy(everySteps, time, keepLast);
    }

    /** Returns this policy with another number of checkpoints kept. */
    public CheckpointPolicy withKeepLast(int count) {
        return new CheckpointPolicy(everySteps, every, count);
    }
}
