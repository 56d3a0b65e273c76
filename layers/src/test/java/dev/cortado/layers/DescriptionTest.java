package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.conformance.LayerConformance;
import dev.cortado.layers.initializer.Constant;
import dev.cortado.layers.initializer.FanInitializer;
import dev.cortado.layers.initializer.Normal;
import dev.cortado.layers.initializer.Uniform;
import dev.cortado.layers.model.ModelCatalog;
import dev.cortado.layers.model.NetworkRecipe;
import dev.cortado.layers.model.VggSmall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** From a layer to its description and back, for every type and every option away from its default. */
class DescriptionTest {

    private static List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(List.of(
                Conv2d.of(8, 3),
                Conv2d.of(8, HeightWidth.of(3, 5))
                        .withStride(HeightWidth.of(2, 1))
                        .withPadding(Padding.keepSize())
                        .withDilation(HeightWidth.of(1, 2))
                        .withGroups(4)
                        .withBias(false)
                        .withInitializer(FanInitializer.GLOROT_UNIFORM),
                Conv2d.of(1, 1).withPadding(2).withInitializer(new Normal(0.01)),
                Conv2d.of(1, 1).withPadding(Padding.of(1, 2)).withInitializer(new Uniform(1e-3)),
                Conv2d.of(1, 1).withPadding(Padding.of(1, 2, 3, 4)).withInitializer(new Constant(-0.5)),
                Conv2d.of(1, 1).withInitializer(Constant.zeros()),
                MaxPool2d.of(2),
                MaxPool2d.of(HeightWidth.of(3, 4))
                        .withStride(HeightWidth.of(2, 3))
                        .withPadding(Padding.of(1, 0, 2, 1))
                        .withDilation(2)
                        .withCeilMode(true),
                AvgPool2d.of(3),
                AvgPool2d.of(3).withStride(2).withPadding(1).withCeilMode(true).withCountIncludePad(false),
                SumPool2d.of(2),
                SumPool2d.of(HeightWidth.of(2, 3))
                        .withStride(1)
                        .withPadding(Padding.keepSize())
                        .withCeilMode(true),
                GlobalAvgPool2d.of(),
                Linear.of(10),
                Linear.of(10).withBias(false).withInitializer(FanInitializer.HE_UNIFORM),
                Flatten.of(),
                Relu.of(),
                Relu6.of(),
                LeakyRelu.of().withSlope(0.3),
                Sigmoid.of(),
                Tanh.of(),
                Softmax.of().withAxis(-1),
                BatchNorm2d.of().withEpsilon(1e-3).withMomentum(0.01),
                Dropout.of(0.25).withRate(0.1)));
        layers.add(Sequential.of());
        layers.add(Sequential.of(Conv2d.of(2, 3), Relu.of(), Sequential.of(Relu.of())));
        layers.add(Sequential.named()
                .add("stem", Conv2d.of(2, 3))
                .add(Conv2d.of(2, 3))
                .add("relu7", Relu.of())
                .build());
        layers.add(Residual.of(Relu.of()));
        layers.add(Residual.of(Sequential.of(Conv2d.of(2, 3)))
                .withShortcut(Conv2d.of(2, 1))
                .withActivation(Relu.of()));
        for (NetworkRecipe recipe : ModelCatalog.builtIn().recipes()) {
            layers.add(recipe.build(Shape.of(3, 32, 32), 10));
        }
        layers.add(new VggSmall(0.5).build(Shape.of(1, 28, 28), 7));
        return layers;
    }

    @TestFactory
    Stream<DynamicTest> aLayerIsMadeAgainFromItsDescription() {
        return layers().stream()
                .map(layer -> DynamicTest.dynamicTest(
                        layer.describe().type(),
                        () -> new LayerConformance(new LayersPlugin().layers()).description(layer)));
    }

    @Test
    void noTypeIsLeftOut() {
        assertThat(layers())
                .extracting(layer -> layer.describe().type())
                .containsAll(new LayersPlugin()
                        .layers().stream().map(ComponentType::name).toList());
    }

    @Test
    void descriptionsReadWell() {
        assertThat(Conv2d.of(8, 3)
                        .withPadding(Padding.of(1, 2))
                        .withInitializer(new Normal(0.01))
                        .describe()
                        .options())
                .isEqualTo(Map.of(
                        "filters",
                        8L,
                        "kernel_size",
                        3L,
                        "stride",
                        1L,
                        "padding",
                        List.of(1L, 2L),
                        "dilation",
                        1L,
                        "groups",
                        1L,
                        "bias",
                        true,
                        "initializer",
                        "normal(0.01)"));
        assertThat(Sequential.named()
                        .add("stem", Relu.of())
                        .add(Tanh.of())
                        .build()
                        .describe()
                        .options()
                        .get("layers"))
                .isEqualTo(List.of(ComponentSpec.of("relu").with("name", "stem"), ComponentSpec.of("tanh")));
    }

    @Test
    void aNumberGivesBothSidesAndAListEach() {
        assertThat(Registered.layer(
                        "conv2d", Map.of("filters", 1, "kernel_size", List.of(3, 5), "padding", List.of(1, 2))))
                .isEqualTo(Conv2d.of(1, HeightWidth.of(3, 5)).withPadding(Padding.of(1, 2)));
        assertThat(Registered.layer("conv2d", Map.of("filters", 1, "kernel_size", 3, "padding", "same", "stride", 2)))
                .isEqualTo(Conv2d.of(1, 3).withPadding(Padding.keepSize()).withStride(2));
        assertThat(Registered.layer("max_pool2d", Map.of("window", 3, "stride", 2)))
                .isEqualTo(MaxPool2d.of(3).withStride(2));
    }

    @Test
    void whatCannotBeDescribedSaysSo() {
        assertThatThrownBy(() -> Linear.of(3)
                        .withInitializer((spec, key) -> Constant.zeros().initialize(spec, key))
                        .describe())
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith("Linear: its initializer")
                .hasMessageContaining("save the weights alone");
        assertThatThrownBy(() -> Sequential.of((context, x) -> x).describe())
                .hasMessageContaining("does not say how to make it again");
    }
}
