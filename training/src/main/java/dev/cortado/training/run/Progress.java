package dev.cortado.training.run;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a training stands between two steps: with the variables, all that it needs to go on exactly.
 *
 * @param step steps done
 * @param epoch epochs done, evaluation included
 * @param batch batches done in the epoch that is under way
 * @param lossSum sum of the losses of the samples of this epoch
 * @param correct how many samples of this epoch were predicted right
 * @param seen how many samples this epoch has had
 * @param best the best epoch so far
 */
public record Progress(long step, int epoch, int batch, double lossSum, long correct, long seen, Best best) {

    /**
     * The best epoch so far.
     *
     * @param epoch counted from 1; 0 if there is none yet
     * @param step steps done at its end
     * @param value what was monitored
     */
    public record Best(int epoch, long step, double value) {

        /** Returns what stands before the first epoch. */
        public static Best none() {
            return new Best(0, 0, 0);
        }
    }

    /** Returns where every training starts. */
    public static Progress start() {
        return new Progress(0, 0, 0, 0, 0, 0, Best.none());
    }

    /** Returns this after one more step. */
    public Progress afterStep(double loss, long right, int samples) {
        return new Progress(
                step + 1, epoch, batch + 1, lossSum + loss * samples, correct + right, seen + samples, best);
    }

    /** Returns this at the start of the next epoch. */
    public Progress nextEpoch(Best bestNow) {
        return new Progress(step, epoch + 1, 0, 0, 0, 0, bestNow);
    }

    /** Returns the mean loss of this epoch so far. */
    public double meanLoss() {
        return seen == 0 ? 0 : lossSum / seen;
    }

    /** Returns the share of samples of this epoch that were predicted right so far. */
    public double accuracy() {
        return seen == 0 ? 0 : (double) correct / seen;
    }

    Map<String, Object> toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("step", step);
        json.put("epoch", epoch);
        json.put("batch", batch);
        json.put("loss_sum", lossSum);
        json.put("correct", correct);
        json.put("seen", seen);
        json.put("best_epoch", best.epoch());
        json.put("best_step", best.step());
        json.put("best_value", best.value());
        return json;
    }

    static Progress fromJson(JsonFields json) {
        Best best = new Best(json.integer("best_epoch"), json.whole("best_step"), json.number("best_value"));
        return new Progress(
                json.whole("step"),
                json.integer("epoch"),
                json.integer("batch"),
                json.number("loss_sum"),
                json.whole("correct"),
                json.whole("seen"),
                best);
    }
}
