package dev.cortado.training;

import dev.cortado.api.CortadoException;
import dev.cortado.training.metrics.EpochResult;
import dev.cortado.training.run.Progress;

/**
 * Ends a training that does not get better any more.
 *
 * @param monitor what should get better
 * @param patience how many epochs without an improvement are tolerated, at least 1
 * @param minimumChange by how much it must be better than the best before to count, at least 0
 * @param restoreBest whether the weights of the best epoch are the result, and not those of the last
 */
public record EarlyStopping(Monitor monitor, int patience, double minimumChange, boolean restoreBest) {

    /** What is watched. */
    public enum Monitor {
        /** Mean loss on the test split, which should fall. */
        TEST_LOSS,
        /** Accuracy on the test split, which should rise. */
        TEST_ACCURACY;

        double of(EpochResult epoch) {
            return this == TEST_LOSS ? epoch.testLoss() : epoch.testAccuracy();
        }

        boolean better(double value, double than, double minimumChange) {
            return this == TEST_LOSS ? value < than - minimumChange : value > than + minimumChange;
        }
    }

    /** Checks the numbers. */
    public EarlyStopping {
        if (patience < 1 || !(minimumChange >= 0)) {
            throw CortadoException.user(
                    "early-stopping",
                    null,
                    "a patience of " + patience + " epochs and a minimum change of " + minimumChange
                            + " are not possible",
                    "use a patience of at least 1 and a change of at least 0");
        }
    }

    /** Watches the test loss and keeps the best weights. */
    public static EarlyStopping patience(int epochs) {
        return new EarlyStopping(Monitor.TEST_LOSS, epochs, 0, true);
    }

    /** Watches nothing, but tells which epoch has the best accuracy. */
    static EarlyStopping never() {
        return new EarlyStopping(Monitor.TEST_ACCURACY, Integer.MAX_VALUE, 0, false);
    }

    /** Returns the best epoch, now that another is done. */
    Progress.Best best(Progress.Best before, EpochResult epoch) {
        double value = monitor.of(epoch);
        boolean improved = before.epoch() == 0 || monitor.better(value, before.value(), minimumChange);
        return improved ? new Progress.Best(epoch.epoch(), epoch.step(), value) : before;
    }

    /** Tells whether patience is at its end. */
    boolean stops(Progress progress) {
        return progress.best().epoch() > 0 && progress.epoch() - progress.best().epoch() >= patience;
    }
}
