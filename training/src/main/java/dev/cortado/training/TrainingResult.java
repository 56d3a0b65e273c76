package dev.cortado.training;

import dev.cortado.training.metrics.EpochResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a training.
 *
 * @param history all epochs, those before a resume included
 * @param stopReason why it ended
 * @param steps steps done
 * @param bestEpoch the epoch that was best by what was monitored, counted from 1; 0 if there was none
 * @param initialChecksum SHA-256 over path and bits of the weights before the first step, which no backend changes; empty if
 *     this run went on from a checkpoint
 * @param weightsChecksum the same after the last step
 * @param model the saved model; empty without a run directory, or if the training was stopped on request
 */
public record TrainingResult(
        List<EpochResult> history,
        StopReason stopReason,
        long steps,
        int bestEpoch,
        Optional<String> initialChecksum,
        String weightsChecksum,
        Optional<Path> model) {

    /** Why a training ended. */
    public enum StopReason {
        /** All epochs are done. */
        COMPLETED,
        /** It did not get better any more. */
        EARLY,
        /** Somebody asked for it; the run can be resumed. */
        REQUESTED
    }

    /** Creates a result; the list is copied. */
    public TrainingResult {
        history = List.copyOf(history);
    }

    /** Tells whether somebody stopped the training before its end. */
    public boolean stopped() {
        return stopReason == StopReason.REQUESTED;
    }

    /** Returns the test accuracy of the last epoch; NaN if there was none. */
    public double finalAccuracy() {
        return history.isEmpty() ? Double.NaN : history.get(history.size() - 1).testAccuracy();
    }

    /** Returns the highest test accuracy of all epochs; NaN if there was none. */
    public double bestAccuracy() {
        return history.stream().mapToDouble(EpochResult::testAccuracy).max().orElse(Double.NaN);
    }
}
