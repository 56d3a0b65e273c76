package dev.cortado.layers.schedule;

import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.train.Schedule;
import dev.cortado.layers.option.Bounds;

/**
 * Lets the learning rate fall along half a cosine over the whole training, after an optional linear warm-up (Loshchilov
 * and Hutter 2017, arXiv:1608.03983).
 *
 * <p>The rate changes in every step. In the warm-up it rises on a line from {@code warmupStart * base} in the first step to
 * {@code base} in the first step after it; then it is {@code minimum + (base - minimum) * (1 + cos(pi * t / T)) / 2} with t
 * of the T remaining steps done, where {@code minimum = minimumFraction * base}.
 *
 * @param warmupEpochs length of the warm-up in epochs; parts of one are allowed
 * @param warmupStart with which part of the base rate the warm-up starts, from 0 to 1
 * @param minimumFraction to which part of the base rate it falls, from 0 to 1
 */
public record CosineSchedule(double warmupEpochs, double warmupStart, double minimumFraction) implements Schedule {

    private static final String NAME = "cosine";

    /** Creates the schedule. */
    public CosineSchedule {
        Bounds.notNegative(NAME, "warmup_epochs", warmupEpochs);
        Bounds.between(NAME, "warmup_start", warmupStart, 0, 1);
        Bounds.between(NAME, "minimum_fraction", minimumFraction, 0, 1);
    }

    /** Returns a schedule that falls to 0 without a warm-up. */
    public static CosineSchedule of() {
        return new CosineSchedule(0, 0.01, 0);
    }

    /** Returns this schedule with a warm-up of some epochs. */
    public CosineSchedule withWarmupEpochs(double epochs) {
        return new CosineSchedule(epochs, warmupStart, minimumFraction);
    }

    /** Returns this schedule with a warm-up that starts with another part of the base rate. */
    public CosineSchedule withWarmupStart(double fraction) {
        return new CosineSchedule(warmupEpochs, fraction, minimumFraction);
    }

    /** Returns this schedule falling to another part of the base rate. */
    public CosineSchedule withMinimumFraction(double fraction) {
        return new CosineSchedule(warmupEpochs, warmupStart, fraction);
    }

    @Override
    public double learningRate(double base, Progress progress) {
        long warmup = Math.round(warmupEpochs * progress.stepsPerEpoch());
        if (progress.step() < warmup) {
            return base * (warmupStart + (1 - warmupStart) * progress.step() / warmup);
        }
        long length = Math.max(1, progress.totalSteps() - warmup);
        double done = Math.min(1, (double) (progress.step() - warmup) / length);
        double minimum = base * minimumFraction;
        return minimum + (base - minimum) * (1 + StrictMath.cos(Math.PI * done)) / 2;
    }

    /** Returns how this schedule is chosen by name. */
    public static ComponentType<Schedule> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("warmup_epochs", OptionType.NUMBER, 0.0, "epochs in which the rate first rises")
                        .atLeast(0),
                Option.optional(
                                "warmup_start",
                                OptionType.NUMBER,
                                0.01,
                                "part of the rate that the warm-up starts with")
                        .between(0, 1),
                Option.optional("minimum_fraction", OptionType.NUMBER, 0.0, "part of the rate that it falls to")
                        .between(0, 1));
        return new ComponentType<>(
                NAME,
                "falls along half a cosine, after an optional warm-up",
                schema,
                (options, inner) -> new CosineSchedule(
                        options.number("warmup_epochs"),
                        options.number("warmup_start"),
                        options.number("minimum_fraction")));
    }
}
