package dev.cortado.layers.schedule;

import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import dev.cortado.api.train.Schedule;
import dev.cortado.layers.option.Bounds;

/**
 * Multiplies the learning rate by a factor every few epochs.
 *
 * @param epochs after how many epochs, each time
 * @param factor by what it is multiplied
 */
public record StepSchedule(int epochs, double factor) implements Schedule {

    /** Creates the schedule. */
    public StepSchedule {
        Bounds.atLeast("step", "epochs", epochs, 1);
        Bounds.positive("step", "factor", factor);
    }

    /** Returns a schedule that multiplies the rate by {@code factor} every {@code epochs} epochs. */
    public static StepSchedule of(int epochs, double factor) {
        return new StepSchedule(epochs, factor);
    }

    @Override
    public double learningRate(double base, Progress progress) {
        return base * StrictMath.pow(factor, progress.epoch() / epochs);
    }

    /** Returns how this schedule is chosen by name. */
    public static ComponentType<Schedule> type() {
        OptionSchema schema = OptionSchema.of(
                Option.optional("epochs", OptionType.INTEGER, 10, "after how many epochs the rate falls, each time")
                        .between(1, Integer.MAX_VALUE),
                Option.optional("factor", OptionType.NUMBER, 0.1, "by what the rate is multiplied, greater than 0"));
        return new ComponentType<>(
                "step",
                "multiplies the rate by a factor every few epochs",
                schema,
                (options, inner) -> new StepSchedule(options.integer("epochs"), options.number("factor")));
    }
}
