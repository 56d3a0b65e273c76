package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.CortadoPlugin;
import dev.cortado.api.plugin.Option;
import dev.cortado.layers.initializer.Constant;
import dev.cortado.layers.loss.MeanSquaredError;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Adam;
import dev.cortado.layers.optimizer.AdamW;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.layers.schedule.ConstantSchedule;
import dev.cortado.layers.schedule.CosineSchedule;
import dev.cortado.layers.schedule.StepSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** What is registered, and what people read about it. */
class LayersPluginTest {

    private static final CortadoPlugin PLUGIN = new LayersPlugin();

    @Test
    void isFoundAsAServiceOnce() {
        assertThat(ServiceLoader.load(CortadoPlugin.class).stream()
                        .filter(provider -> provider.type() == LayersPlugin.class))
                .hasSize(1);
        assertThat(PLUGIN.id()).isEqualTo("dev.cortado.layers");
    }

    @Test
    void namesAreTheCanonicalOnes() {
        assertThat(PLUGIN.layers())
                .extracting(ComponentType::name)
                .containsExactly(
                        "conv2d",
                        "max_pool2d",
                        "avg_pool2d",
                        "sum_pool2d",
                        "global_avg_pool2d",
                        "linear",
                        "flatten",
                        "relu",
                        "relu6",
                        "leaky_relu",
                        "sigmoid",
                        "tanh",
                        "softmax",
                        "batch_norm2d",
                        "dropout",
                        "sequential",
                        "residual");
        assertThat(PLUGIN.optimizers()).extracting(ComponentType::name).containsExactly("sgd", "adam", "adamw");
        assertThat(PLUGIN.losses())
                .extracting(ComponentType::name)
                .containsExactly("softmax_cross_entropy", "mean_squared_error");
        assertThat(PLUGIN.schedules()).extracting(ComponentType::name).containsExactly("constant", "step", "cosine");
        assertThat(PLUGIN.initializers())
                .extracting(ComponentType::name)
                .containsExactly(
                        "he_normal",
                        "he_uniform",
                        "glorot_normal",
                        "glorot_uniform",
                        "zeros",
                        "constant",
                        "normal",
                        "uniform");
    }

    @Test
    void everyTypeAndOptionHasASummary() {
        List<ComponentType<?>> types = new ArrayList<>();
        types.addAll(PLUGIN.layers());
        types.addAll(PLUGIN.optimizers());
        types.addAll(PLUGIN.losses());
        types.addAll(PLUGIN.schedules());
        types.addAll(PLUGIN.initializers());
        int options = 0;
        for (ComponentType<?> type : types) {
            assertThat(type.summary()).as(type.name()).hasSizeBetween(5, 80);
            for (Option option : type.schema().options()) {
                String as = type.name() + "." + option.name();
                assertThat(option.summary()).as(as).hasSizeBetween(10, 80).doesNotEndWith(".");
                assertThat(option.name()).as(as).matches("[a-z][a-z0-9_]*");
                options++;
            }
        }
        assertThat(options).isGreaterThan(40);
    }

    @Test
    void defaultsAreThoseOfTheFactoryMethods() {
        assertThat(create(PLUGIN.optimizers(), "sgd")).isEqualTo(Sgd.of());
        assertThat(create(PLUGIN.optimizers(), "adam")).isEqualTo(Adam.of());
        assertThat(create(PLUGIN.optimizers(), "adamw")).isEqualTo(AdamW.of());
        assertThat(create(PLUGIN.losses(), "softmax_cross_entropy")).isEqualTo(SoftmaxCrossEntropyLoss.of());
        assertThat(create(PLUGIN.losses(), "mean_squared_error")).isEqualTo(MeanSquaredError.of());
        assertThat(create(PLUGIN.schedules(), "constant")).isEqualTo(ConstantSchedule.of());
        assertThat(create(PLUGIN.schedules(), "step")).isEqualTo(StepSchedule.of(10, 0.1));
        assertThat(create(PLUGIN.schedules(), "cosine")).isEqualTo(CosineSchedule.of());
        assertThat(create(PLUGIN.initializers(), "zeros")).isEqualTo(Constant.zeros());
        assertThat(create(PLUGIN.layers(), "batch_norm2d")).isEqualTo(BatchNorm2d.of());
        assertThat(create(PLUGIN.layers(), "leaky_relu")).isEqualTo(LeakyRelu.of());
        assertThat(create(PLUGIN.layers(), "softmax")).isEqualTo(Softmax.of());
        assertThat(create(PLUGIN.layers(), "dropout")).isEqualTo(Dropout.of(0.5));
        assertThat(Registered.layer("linear", Map.of("units", 3))).isEqualTo(Linear.of(3));
        assertThat(Registered.layer("conv2d", Map.of("filters", 8, "kernel_size", 3)))
                .isEqualTo(Conv2d.of(8, 3));
        assertThat(Registered.layer("max_pool2d", Map.of("window", 2))).isEqualTo(MaxPool2d.of(2));
        assertThat(Registered.layer("avg_pool2d", Map.of("window", 2))).isEqualTo(AvgPool2d.of(2));
        assertThat(Registered.layer("sum_pool2d", Map.of("window", 2))).isEqualTo(SumPool2d.of(2));
    }

    private static <T> T create(List<ComponentType<T>> types, String name) {
        ComponentType<T> type = types.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        return type.factory().create(type.schema().check(name, Map.of()), null);
    }
}
