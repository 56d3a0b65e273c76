package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.conformance.LossConformance;
import dev.cortado.conformance.OptimizerConformance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The kit on every optimizer and loss of this module, by their registered names. */
class TrainingComponentsTest {

    private static final LayersPlugin PLUGIN = new LayersPlugin();

    private static final List<ComponentSpec> OPTIMIZERS = List.of(
            ComponentSpec.of("sgd"),
            ComponentSpec.of("sgd").with("momentum", 0.9).with("nesterov", true),
            ComponentSpec.of("sgd").with("momentum", 0.5).with("weight_decay", 0.01),
            ComponentSpec.of("adam"),
            ComponentSpec.of("adamw").with("weight_decay", 0.1));

    private static final List<ComponentSpec> LOSSES = List.of(
            ComponentSpec.of("softmax_cross_entropy"),
            ComponentSpec.of("softmax_cross_entropy").with("label_smoothing", 0.2),
            ComponentSpec.of("mean_squared_error"));

    @TestFactory
    Stream<DynamicTest> optimizersAreAtHome() {
        OptimizerConformance conformance = new OptimizerConformance(PLUGIN.optimizers());
        return OPTIMIZERS.stream()
                .map(spec -> DynamicTest.dynamicTest(spec.toString(), () -> conformance.check(spec, 0.05)));
    }

    @TestFactory
    Stream<DynamicTest> lossesAreAtHome() {
        LossConformance conformance = new LossConformance(PLUGIN.losses());
        return LOSSES.stream()
                .map(spec -> DynamicTest.dynamicTest(spec.toString(), () -> conformance.check(spec, 7, 5)));
    }

    @Test
    void noTypeIsLeftOut() {
        assertThat(OPTIMIZERS.stream().map(ComponentSpec::type))
                .containsAll(
                        PLUGIN.optimizers().stream().map(ComponentType::name).toList());
        assertThat(LOSSES.stream().map(ComponentSpec::type))
                .containsAll(PLUGIN.losses().stream().map(ComponentType::name).toList());
    }
}
