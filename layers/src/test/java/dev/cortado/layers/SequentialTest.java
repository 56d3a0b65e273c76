package dev.cortado.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.DType;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Variable;
import dev.cortado.api.layer.Layer;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How layers of a sequence are named, and what the names are good for. */
class SequentialTest {

    private static List<String> names(Sequential sequential) {
        return sequential.children().stream().map(Sequential.Child::name).toList();
    }

    @Test
    void layersAreNamedByTypeAndNumber() {
        assertThat(names(Sequential.of(
                        Conv2d.of(1, 1),
                        BatchNorm2d.of(),
                        LeakyRelu.of(),
                        MaxPool2d.of(2),
                        Conv2d.of(1, 1),
                        GlobalAvgPool2d.of(),
                        Sequential.of(),
                        (context, x) -> x)))
                .containsExactly(
                        "conv1",
                        "batch_norm1",
                        "leaky_relu1",
                        "max_pool1",
                        "conv2",
                        "global_avg_pool1",
                        "sequential1",
                        "layer1");
    }

    @Test
    void numbersDoNotDependOnWhetherOthersCarryNames() {
        assertThat(names(Sequential.named()
                        .add("stem", Conv2d.of(1, 1))
                        .add(Conv2d.of(1, 1))
                        .build()))
                .containsExactly("stem", "conv2");
    }

    @Test
    void namesAreUniqueAndFitIntoPaths() {
        assertThatThrownBy(() -> Sequential.named()
                        .add("a", Relu.of())
                        .add("a", Relu.of())
                        .build())
                .hasMessageContaining("two layers are named 'a'");
        for (String bad : new String[] {"", "a.b", "a b", "a/b"}) {
            assertThatThrownBy(() -> Sequential.named().add(bad, Relu.of()).build())
                    .hasMessageContaining("'" + bad + "' cannot name a layer");
        }
    }

    @Test
    void aModelFileMayNameLayers() {
        ComponentSpec spec = ComponentSpec.of("sequential")
                .with("layers", List.of(ComponentSpec.of("relu").with("name", "first"), ComponentSpec.of("relu")));
        assertThat(names((Sequential) Registered.layer(spec))).containsExactly("first", "relu2");
        ComponentSpec wrong =
                ComponentSpec.of("sequential").with("layers", List.of(new ComponentSpec("relu", Map.of("name", 3L))));
        assertThatThrownBy(() -> Registered.layer(wrong)).hasMessageContaining("the name of a relu is 3; give text");
    }

    @Test
    void namesBecomePathsOfParameters() {
        Layer network = Sequential.named()
                .add("features", Sequential.of(Conv2d.of(2, 3), BatchNorm2d.of()))
                .add(
                        "block",
                        Residual.of(Conv2d.of(2, 1))
                                .withShortcut(Conv2d.of(2, 1).withBias(false)))
                .build();
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            session.inference(network, TensorSpec.of(DType.FLOAT32, 1, 1, 4, 4));
            assertThat(session.variables().list())
                    .extracting(Variable::path)
                    .containsExactly(
                            "features.conv1.weight",
                            "features.conv1.bias",
                            "features.batch_norm1.weight",
                            "features.batch_norm1.bias",
                            "features.batch_norm1.running_mean",
                            "features.batch_norm1.running_var",
                            "block.body.weight",
                            "block.body.bias",
                            "block.shortcut.weight");
        }
    }

    @Test
    void oneLayerObjectUsedTwiceSharesItsParameters() {
        Layer shared = Linear.of(3);
        try (Session session = ReferenceSession.open(DType.FLOAT32)) {
            session.inference(Sequential.of(shared, shared), TensorSpec.of(DType.FLOAT32, 2, 3));
            assertThat(session.variables().list())
                    .extracting(Variable::path)
                    .containsExactly("linear1.weight", "linear1.bias");
        }
    }
}
