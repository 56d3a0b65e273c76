package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Tensor;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.layer.LayerContext;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.api.plugin.ComponentType;
import dev.cortado.api.plugin.Option;
import dev.cortado.api.plugin.OptionSchema;
import dev.cortado.api.plugin.OptionType;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentRegistryTest {

    private record Scale(double factor) implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor input) {
            return input;
        }
    }

    private record Chain(List<Layer> layers) implements Layer {
        @Override
        public Tensor forward(LayerContext context, Tensor input) {
            return input;
        }
    }

    private static final ComponentType<Layer> SCALE = new ComponentType<>(
            "scale",
            "multiplies",
            OptionSchema.of(
                    Option.optional("factor", OptionType.NUMBER, 2, "by what").atLeast(0)),
            (options, inner) -> new Scale(options.number("factor")));

    private static final ComponentType<Layer> CHAIN = new ComponentType<>(
            "chain",
            "one after the other",
            OptionSchema.of(Option.required("layers", OptionType.COMPONENTS, "the layers")),
            (options, inner) -> new Chain(
                    options.components("layers").stream().map(inner::create).toList()));

    private static final ComponentType<Layer> BROKEN =
            new ComponentType<>("broken", "fails", OptionSchema.of(), (options, inner) -> {
                throw new IllegalStateException("oops");
            });

    private final Components<Layer> layers = ComponentRegistry.of(
                    TestPlugin.plugins(TestPlugin.withLayers("test.layers", List.of(SCALE, CHAIN, BROKEN))))
            .layers();

    @Test
    void createsFromSpecsWithDefaults() {
        assertThat(layers.create(ComponentSpec.of("scale"))).isEqualTo(new Scale(2));
        assertThat(layers.create(ComponentSpec.of("scale").with("factor", 3L))).isEqualTo(new Scale(3));
    }

    @Test
    void createsInnerComponents() {
        ComponentSpec inner = ComponentSpec.of("chain").with("layers", List.of(ComponentSpec.of("scale")));
        ComponentSpec outer = ComponentSpec.of("chain").with("layers", List.of(ComponentSpec.of("scale"), inner));
        assertThat(layers.create(outer)).isEqualTo(new Chain(List.of(new Scale(2), new Chain(List.of(new Scale(2))))));
    }

    @Test
    void describesWhatItHolds() {
        assertThat(layers.names()).containsExactly("broken", "chain", "scale");
        assertThat(layers.describe("scale").schema().options())
                .extracting(Option::name)
                .containsExactly("factor");
        assertThat(layers.pluginOf("scale")).isEqualTo("test.layers");
        assertThat(layers.kind()).isEqualTo("layer");
    }

    @Test
    void proposesTheNearestName() {
        assertThatThrownBy(() -> layers.create(ComponentSpec.of("scael")))
                .isInstanceOf(CortadoException.class)
                .hasMessage("there is no layer 'scael'; did you mean 'scale'? known: broken, chain, scale");
    }

    @Test
    void saysWhereAnInnerMistakeIs() {
        ComponentSpec wrong = ComponentSpec.of("scale").with("faktor", 1L);
        ComponentSpec outer = ComponentSpec.of("chain").with("layers", List.of(ComponentSpec.of("scale"), wrong));
        assertThatThrownBy(() -> layers.create(outer, "model.yaml"))
                .hasMessageContaining("model.yaml > layers[1] scale: unknown option 'faktor'; did you mean 'factor'?");
        ComponentSpec unknown = ComponentSpec.of("chain").with("layers", List.of(ComponentSpec.of("skale")));
        assertThatThrownBy(() -> layers.create(unknown, "model.yaml"))
                .hasMessageContaining("model.yaml > layers[0] skale: there is no layer 'skale'; did you mean 'scale'?");
    }

    @Test
    void checksValues() {
        assertThatThrownBy(() -> layers.create(ComponentSpec.of("scale").with("factor", -1.0)))
                .hasMessageContaining("option 'factor' is -1.0; use a value of at least 0");
        assertThatThrownBy(() -> layers.create(ComponentSpec.of("scale").with("factor", "much")))
                .hasMessageContaining("option 'factor' is 'much'; give a number");
        assertThatThrownBy(() -> layers.create(ComponentSpec.of("chain")))
                .hasMessageContaining("option 'layers' is missing");
    }

    @Test
    void namesThePluginWhoseFactoryFails() {
        assertThatThrownBy(() -> layers.create(ComponentSpec.of("broken")))
                .isInstanceOfSatisfying(CortadoException.class, e -> {
                    assertThat(e.category()).isEqualTo(CortadoException.Category.PLUGIN);
                    assertThat(e).hasMessageContaining("plug-in 'test.layers' failed to create layer 'broken'");
                });
    }

    @Test
    void saysWhenThereIsNothing() {
        ComponentRegistry empty = ComponentRegistry.of(TestPlugin.plugins());
        assertThatThrownBy(() -> empty.optimizers().describe("adam")).hasMessageContaining("no plug-in offers any");
        assertThatThrownBy(() -> empty.datasets().get("digits")).hasMessageContaining("no plug-in offers any");
    }
}
