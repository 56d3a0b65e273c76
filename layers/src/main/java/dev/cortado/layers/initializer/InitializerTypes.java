package dev.cortado.layers.initializer;

import dev.cortado.api.layer.Initializer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import java.util.List;
import java.util.Locale;

/** Lists the initializers that are chosen by name. */
public final class InitializerTypes {

    private InitializerTypes() {}

    /** Returns all of them. */
    public static List<ComponentType<Initializer>> all() {
        return List.of(
                fan(FanInitializer.HE_NORMAL, "normal with variance 2 / fan-in, for rectifiers"),
                fan(FanInitializer.HE_UNIFORM, "uniform with variance 2 / fan-in, for rectifiers"),
                fan(FanInitializer.GLOROT_NORMAL, "normal with variance 2 / (fan-in + fan-out), for tanh and sigmoid"),
                fan(
                        FanInitializer.GLOROT_UNIFORM,
                        "uniform with variance 2 / (fan-in + fan-out), for tanh and sigmoid"),
                new ComponentType<>("zeros", "0 everywhere", OptionSchema.of(), (options, inner) -> Constant.zeros()),
                new ComponentType<>(
                        "constant",
                        "the same value everywhere",
                        OptionSchema.of(Option.required("value", OptionType.NUMBER, "the value of every element")),
                        (options, inner) -> new Constant(options.number("value"))),
                new ComponentType<>(
                        "normal",
                        "normally distributed around 0",
                        OptionSchema.of(Option.required("deviation", OptionType.NUMBER, "the standard deviation")
                                .atLeast(0)),
                        (options, inner) -> new Normal(options.number("deviation"))),
                new ComponentType<>(
                        "uniform",
                        "uniformly distributed around 0",
                        OptionSchema.of(
                                Option.required("bound", OptionType.NUMBER, "values lie between this and its negative")
                                        .atLeast(0)),
                        (options, inner) -> new Uniform(options.number("bound"))));
    }

    private static ComponentType<Initializer> fan(FanInitializer initializer, String summary) {
        String name = initializer.name().toLowerCase(Locale.ROOT);
        return new ComponentType<>(name, summary, OptionSchema.of(), (options, inner) -> initializer);
    }
}
