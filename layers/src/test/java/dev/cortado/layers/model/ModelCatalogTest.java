package dev.cortado.layers.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.api.TensorSpec;
import dev.cortado.api.graph.Variable;
import dev.cortado.core.Session;
import dev.cortado.layers.ReferenceSession;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The ready networks on the two image sizes that they are made for. */
class ModelCatalogTest {

    @Test
    void namesAreThoseOfTheCommandLine() {
        assertThat(ModelCatalog.builtIn().names())
                .containsExactly("linear", "mlp", "lenet", "vgg-small", "resnet-8", "resnet-18", "mobilenet-v2");
        assertThat(ModelCatalog.builtIn().recipes())
                .allSatisfy(recipe -> assertThat(recipe.summary()).hasSizeBetween(10, 80));
    }

    @Test
    void unknownNamesGetTheNearest() {
        assertThatThrownBy(() -> ModelCatalog.builtIn().get("lennet"))
                .isInstanceOf(CortadoException.class)
                .hasMessage("unknown model 'lennet'; did you mean 'lenet'? "
                        + "known: lenet, linear, mlp, mobilenet-v2, resnet-18, resnet-8, vgg-small");
    }

    @Test
    void everyNetworkGivesOneScorePerClass() {
        for (Shape image : new Shape[] {Shape.of(1, 28, 28), Shape.of(3, 32, 32)}) {
            for (NetworkRecipe recipe : ModelCatalog.builtIn().recipes()) {
                try (Session session = ReferenceSession.open(DType.FLOAT32)) {
                    TensorSpec input = new TensorSpec(DType.FLOAT32, image.insert(0, 2));
                    assertThat(session.inference(recipe.build(image, 7), input)
                                    .output("output")
                                    .spec())
                            .as(recipe.name() + " on " + image)
                            .isEqualTo(TensorSpec.of(DType.FLOAT32, 2, 7));
                }
            }
        }
    }

    @Test
    void parametersAreAsManyAsWrittenDown() {
        Map<String, Integer> gray = Map.of(
                "linear", 784 * 10 + 10,
                "mlp", (784 * 256 + 256) + (256 * 128 + 128) + (128 * 10 + 10),
                "lenet", (25 * 20 + 20) + (20 * 25 * 50 + 50) + (800 * 500 + 500) + (500 * 10 + 10),
                "vgg-small",
                        9 * (32 + 32 * 32 + 32 * 64 + 64 * 64 + 64 * 128 + 128 * 128)
                                + 2 * (32 + 32 + 64 + 64 + 128 + 128)
                                + (1152 * 256 + 256)
                                + (256 * 10 + 10),
                "resnet-8",
                        9 * (16 + 2 * 16 * 16 + 16 * 32 + 32 * 32 + 32 * 64 + 64 * 64)
                                + (16 * 32 + 32 * 64)
                                + 2 * (3 * 16 + 3 * 32 + 3 * 64)
                                + (64 * 10 + 10),
                // as published for 3 channels and 10 classes, less two channels of the first kernel
                "resnet-18", 11_173_962 - 2 * 9 * 64,
                "mobilenet-v2", 2_236_682 - 2 * 9 * 32);
        gray.forEach((name, count) -> {
            try (Session session = ReferenceSession.open(DType.FLOAT32)) {
                Shape image = Shape.of(1, 28, 28);
                session.inference(
                        ModelCatalog.builtIn().get(name).build(image, 10), TensorSpec.of(DType.FLOAT32, 1, 1, 28, 28));
                assertThat(session.variables().list().stream()
                                .filter(Variable::trainable)
                                .mapToInt(variable -> variable.spec().elements())
                                .sum())
                        .as(name)
                        .isEqualTo(count);
            }
        });
    }

    @Test
    void dropoutIsOptional() {
        Shape image = Shape.of(3, 32, 32);
        assertThat(VggSmall.of().build(image, 10).toString()).doesNotContain("Dropout");
        assertThat(new VggSmall(0.5).build(image, 10).toString()).contains("Dropout[rate=0.5]");
        assertThatThrownBy(() -> new VggSmall(1)).hasMessageContaining("dropout");
    }
}
