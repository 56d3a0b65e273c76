package dev.cortado.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.DType;
import dev.cortado.api.Shape;
import dev.cortado.layers.Flatten;
import dev.cortado.layers.Linear;
import dev.cortado.layers.Sequential;
import dev.cortado.layers.loss.SoftmaxCrossEntropyLoss;
import dev.cortado.layers.optimizer.Sgd;
import dev.cortado.training.TrainingResult;
import dev.cortado.training.model.ModelFile;
import dev.cortado.training.model.Predictor;
import dev.cortado.training.model.Preprocessing;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CortadoTest {

    @TempDir
    Path folder;

    @Test
    void trainsSavesLoadsAndPredicts() {
        Sequential network = Sequential.of(Flatten.of(), Linear.of(2));
        float[] image = new float[16];
        new SmallImages(8).read(1, image, 0);
        Path model = folder.resolve("model.safetensors");
        try (Cortado cortado = Cortado.builder().backend("reference").seed(7).build()) {
            TrainingResult result = cortado.trainer()
                    .network(network)
                    .loss(SoftmaxCrossEntropyLoss.of())
                    .optimizer(Sgd.of())
                    .learningRate(0.5)
                    .batchSize(16)
                    .epochs(5)
                    .build()
                    .fit(SmallImages.splits());
            assertThat(result.finalAccuracy()).isEqualTo(1.0);
            ModelFile.of(
                            cortado.session(),
                            network,
                            Shape.of(1, 4, 4),
                            new SmallImages(1).classNames(),
                            Preprocessing.none())
                    .save(model);
            try (Predictor predictor = cortado.load(model)) {
                assertThat(predictor.predict(image).className()).isEqualTo("lower");
            }
            assertThat(cortado.session().variables().list()).isNotEmpty();
        }
    }

    @Test
    void passesOnWhatWasSelected() {
        try (Cortado cortado = Cortado.builder()
                .backend("reference")
                .threads(3)
                .seed(5)
                .floatType(DType.FLOAT64)
                .build()) {
            assertThat(cortado.backend().name()).isEqualTo("reference");
            assertThat(cortado.backend().reason()).isEqualTo("named explicitly");
            assertThat(cortado.selection().threads()).isEqualTo(3);
            assertThat(cortado.session()).isSameAs(cortado.session());
            assertThat(cortado.session().seed()).isEqualTo(5);
            assertThat(cortado.session().floatType()).isEqualTo(DType.FLOAT64);
            assertThat(cortado.registry().layers().names()).contains("conv2d");
        }
    }

    @Test
    void saysWhatABackendThatDoesNotStartThrew() {
        Plugins plugins = TestPlugin.plugins(TestPlugin.withBackends("test", TestBackend.usable("weak", 1)));
        try (Cortado cortado = Cortado.builder().plugins(plugins).build()) {
            assertThatThrownBy(cortado::session)
                    .isInstanceOfSatisfying(
                            CortadoException.class,
                            e -> assertThat(e.category()).isEqualTo(CortadoException.Category.BACKEND))
                    .hasMessageContaining("backend 'weak'")
                    .hasMessageContaining("the engine did not start");
        }
    }

    @Test
    void refusesWrongSettings() {
        assertThatThrownBy(() -> Cortado.builder().threads(0)).hasMessageContaining("threads is 0");
        assertThatThrownBy(() -> Cortado.builder().floatType(DType.INT32)).hasMessageContaining("INT32");
        assertThatThrownBy(() -> Cortado.builder().backend("referense").build())
                .hasMessageContaining("did you mean 'reference'?");
    }

    @Test
    void givesTwoSessionsThatDoNotShareWeights() {
        try (Cortado cortado = Cortado.builder().backend("reference").build()) {
            try (var other = cortado.newSession()) {
                assertThat(other).isNotSameAs(cortado.session());
                assertThat(other.variables()).isNotSameAs(cortado.session().variables());
            }
        }
    }

    @Test
    void doesNotNeedGuice() throws Exception {
        // Guice costs time when a program starts: the builder must not load one class of it.
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules",
                        "jdk.incubator.vector",
                        "-Xlog:class+load:file=" + folder.resolve("classes.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        BuildOne.class.getName())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        String classes = Files.readString(folder.resolve("classes.log"));
        assertThat(classes).contains("dev.cortado.runtime.Cortado ").doesNotContain("com.google.inject");
    }

    /** Starts a session in a JVM of its own. */
    static final class BuildOne {
        private BuildOne() {}

        public static void main(String[] args) {
            try (Cortado cortado = Cortado.builder().backend("reference").build()) {
                cortado.session();
            }
        }
    }
}
