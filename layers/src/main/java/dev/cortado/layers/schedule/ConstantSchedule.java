package dev.cortado.layers.schedule;

import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.train.Schedule;

/** The same learning rate in every step. */
public record ConstantSchedule() implements Schedule {

    /** Returns the schedule. */
    public static ConstantSchedule of() {
        return new ConstantSchedule();
    }

    @Override
    public double learningRate(double base, Progress progress) {
        return base;
    }

    /** Returns how this schedule is chosen by name. */
    public static ComponentType<Schedule> type() {
        return new ComponentType<>(
                "constant",
                "the same rate in every step",
                OptionSchema.of(),
                (options, inner) -> new ConstantSchedule());
    }
}
