package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.conformance.GradientCheck;
import dev.cortado.conformance.GradientReport;
import dev.cortado.conformance.LayerConformance;
import dev.cortado.conformance.Samples;
import dev.cortado.layers.initializer.FanInitializer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Gradients in float64 against central differences, element types and batches, for every layer. */
class LayerConformanceTest {

    private static Map<Layer, Shape> cases() {
        Map<Layer, Shape> cases = new LinkedHashMap<>();
        cases.put(Conv2d.of(3, 3), Shape.of(2, 2, 5, 7));
        cases.put(Conv2d.of(1, 1).withBias(false), Shape.of(1, 1, 1, 1));
        cases.put(
                Conv2d.of(4, HeightWidth.of(3, 2))
                        .withStride(2)
                        .withPadding(Padding.keepSize())
                        .withGroups(2),
                Shape.of(2, 2, 5, 6));
        cases.put(
                Conv2d.of(2, 2).withDilation(HeightWidth.of(2, 3)).withPadding(Padding.of(1, 0, 2, 1)),
                Shape.of(2, 3, 4, 5));
        cases.put(MaxPool2d.of(2), Shape.of(2, 3, 4, 6));
        cases.put(MaxPool2d.of(3).withStride(2).withPadding(1).withCeilMode(true), Shape.of(2, 2, 6, 7));
        cases.put(MaxPool2d.of(2).withStride(1).withDilation(2), Shape.of(1, 2, 5, 4));
        cases.put(AvgPool2d.of(2), Shape.of(2, 3, 4, 6));
        cases.put(AvgPool2d.of(3).withStride(2).withPadding(1).withCountIncludePad(false), Shape.of(2, 2, 5, 6));
        cases.put(AvgPool2d.of(3).withStride(2).withPadding(1).withCeilMode(true), Shape.of(2, 2, 6, 6));
        cases.put(SumPool2d.of(HeightWidth.of(2, 3)).withStride(2), Shape.of(2, 2, 5, 7));
        cases.put(GlobalAvgPool2d.of(), Shape.of(3, 2, 3, 5));
        cases.put(Linear.of(7), Shape.of(3, 13));
        cases.put(Linear.of(1).withBias(false).withInitializer(FanInitializer.GLOROT_NORMAL), Shape.of(1, 1));
        cases.put(Flatten.of(), Shape.of(2, 3, 4, 1));
        cases.put(Relu.of(), Shape.of(3, 13));
        cases.put(Relu6.of(), Shape.of(3, 13));
        cases.put(LeakyRelu.of(), Shape.of(3, 13));
        cases.put(Sigmoid.of(), Shape.of(3, 13));
        cases.put(Tanh.of(), Shape.of(3, 13));
        cases.put(Softmax.of(), Shape.of(3, 7));
        cases.put(Softmax.of().withAxis(-1), Shape.of(2, 3, 4));
        cases.put(BatchNorm2d.of(), Shape.of(3, 2, 3, 2));
        cases.put(BatchNorm2d.of().withEpsilon(0.1), Shape.of(7, 3));
        cases.put(Dropout.of(0.4), Shape.of(5, 13));
        cases.put(Sequential.of(Conv2d.of(2, 3), Tanh.of(), Flatten.of(), Linear.of(2)), Shape.of(2, 1, 4, 5));
        cases.put(
                Residual.of(Sequential.of(Conv2d.of(4, 3).withStride(2).withPadding(1), BatchNorm2d.of()))
                        .withShortcut(Conv2d.of(4, 1).withStride(2))
                        .withActivation(Tanh.of()),
                Shape.of(2, 3, 5, 4));
        return cases;
    }

    @TestFactory
    Stream<DynamicTest> layersAreAtHome() {
        return cases().entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey().describe().type() + " on " + entry.getValue(),
                        () -> new LayerConformance(new LayersPlugin().layers())
                                .check(entry.getKey(), entry.getValue().toArray())));
    }

    @Test
    void noTypeIsLeftOut() {
        assertThat(cases().keySet())
                .extracting(layer -> layer.describe().type())
                .containsAll(new LayersPlugin()
                        .layers().stream().map(ComponentType::name).toList());
    }

    @Test
    void wholeNetworksHaveRightGradients() {
        Layer network = Sequential.of(
                Conv2d.of(4, 3).withPadding(1).withBias(false),
                BatchNorm2d.of(),
                Relu.of(),
                Residual.of(Sequential.of(Conv2d.of(4, 3).withPadding(1), BatchNorm2d.of()))
                        .withActivation(Relu.of()),
                MaxPool2d.of(2),
                Dropout.of(0.3),
                Flatten.of(),
                Linear.of(5),
                Relu.of(),
                Linear.of(3));
        HostTensor images = new Samples(2).distinct(3, 2, 6, 6);
        try (GradientCheck check = new GradientCheck().directionsOnly()) {
            GradientReport report = check.layer(network, true, images);
            report.assertRight();
            assertThat(report.entries()).hasSize(12);
        }
    }
}
