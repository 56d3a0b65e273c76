package dev.cortado.training.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.HostTensor;
import dev.cortado.api.Shape;
import dev.cortado.api.plugin.ComponentSpec;
import dev.cortado.core.Session;
import dev.cortado.interop.SafetensorsFile;
import dev.cortado.training.TinyImages;
import dev.cortado.training.TinySetup;
import dev.cortado.training.data.ImageOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelFileTest {

    @TempDir
    Path folder;

    private Path trained() {
        try (Session session = TinySetup.session()) {
            return TinySetup.trainer(session)
                    .epochs(1)
                    .runDirectory(folder.resolve("run"))
                    .build()
                    .fit(TinyImages.splits(20, 8))
                    .model()
                    .orElseThrow();
        }
    }

    @Test
    void holdsAllThatPredictionNeedsAndNothingOfTheOptimizer() {
        Path file = trained();
        ModelFile model = ModelFile.load(file);
        assertThat(model.architecture()).isEqualTo(TinySetup.network().describe());
        assertThat(model.network(TinySetup::layer)).isEqualTo(TinySetup.network());
        assertThat(model.input()).isEqualTo(Shape.of(1, 8, 8));
        assertThat(model.classNames()).containsExactly("top", "bottom", "left", "right");
        assertThat(model.preprocessing()).isEqualTo(TinySetup.preprocessing());
        assertThat(model.output()).isEqualTo(OutputKind.SCORES);
        assertThat(model.weights().keySet())
                .containsExactlyInAnyOrder(
                        "conv1.weight",
                        "conv1.bias",
                        "batch_norm1.weight",
                        "batch_norm1.bias",
                        "batch_norm1.running_mean",
                        "batch_norm1.running_var",
                        "linear1.weight",
                        "linear1.bias");
    }

    @Test
    void savesEqualBytesAndReadsThemBack() throws IOException {
        ModelFile model = ModelFile.load(trained());
        model.save(folder.resolve("a"));
        ModelFile.load(folder.resolve("a")).save(folder.resolve("b"));
        assertThat(Files.mismatch(folder.resolve("a"), folder.resolve("b"))).isEqualTo(-1);
        assertThat(ModelFile.load(folder.resolve("b"))).isEqualTo(model);
    }

    @Test
    void noticesAFlippedBitInItsDescription() throws IOException {
        Path file = trained();
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("bottom");
        bytes[at] = 'p';
        Path bad = Files.write(folder.resolve("bad.safetensors"), bytes);
        assertThatThrownBy(() -> ModelFile.load(bad)).hasMessageContaining("the checksum of its description is");
    }

    @Test
    void knowsNetworksThatGiveProbabilities() {
        ComponentSpec softmax = ComponentSpec.of("softmax");
        ComponentSpec inner = ComponentSpec.of("sequential").with("layers", List.of(ComponentSpec.of("relu"), softmax));
        assertThat(OutputKind.of(ComponentSpec.of("sequential").with("layers", List.of(inner))))
                .isEqualTo(OutputKind.PROBABILITIES);
        assertThat(OutputKind.of(
                        ComponentSpec.of("sequential").with("layers", List.of(softmax, ComponentSpec.of("relu")))))
                .isEqualTo(OutputKind.SCORES);
    }

    @Test
    void refusesForeignAndTruncatedFiles() throws IOException {
        Path file = trained();
        byte[] bytes = Files.readAllBytes(file);
        Path bad = folder.resolve("bad.safetensors");
        for (int length : new int[] {0, 7, 100, bytes.length / 2, bytes.length - 1}) {
            Files.write(bad, Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> ModelFile.load(bad))
                    .isInstanceOf(CortadoException.class)
                    .hasMessageStartingWith(bad.toString())
                    .hasMessageContaining("get the file again");
        }
        bytes[bytes.length - 2] ^= 1;
        Files.write(bad, bytes);
        assertThatThrownBy(() -> ModelFile.load(bad)).hasMessageContaining("the checksum of the weights");
        SafetensorsFile.write(bad, Map.of("w", HostTensor.of(new float[1], 1)), Map.of());
        assertThatThrownBy(() -> ModelFile.load(bad))
                .isInstanceOfSatisfying(
                        CortadoException.class, e -> assertThat(e.code()).isEqualTo("not-a-model"))
                .hasMessageContaining("not a model that Cortado saved");
        assertThatThrownBy(() -> ModelFile.load(folder.resolve("absent"))).hasMessageContaining("no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "\"input\":[1,8,8]|\"input\":[1,8]|input shape",
                "\"input\":[1,8,8]|\"input\":[1,99999,99999]|input shape",
                "\"input\":[1,8,8]|\"input\":[1,-8,8]|input shape",
                "\"input\":[1,8,8]|\"input\":[1,0,8]|input shape",
                "\"input\":[1,8,8]|\"input\":7|'input' is 7",
                "\"classes\":[\"top\"|\"classes\":[3|'classes' holds 3",
                "\"mean\":[0.4]|\"mean\":[]|cannot be normalized",
                "\"std\":[0.3]|\"std\":[-0.3]|cannot be normalized",
                "\"fit\":\"crop\"|\"fit\":\"bend\"|'fit' is bend",
                "\"output\":\"scores\"|\"output\":null|'output' is null",
                "\"conv1.bias\"|\"conv1.bia\"|'conv1.bia' are missing",
                "\"architecture\":{|\"architecture\":[],\"x\":{|needs a 'type'",
                "{\"architecture\"|[\"architecture\"|not valid JSON"
            })
    void refusesMetadataThatMakeNoSense(String from, String to, String expected) {
        Path file = trained();
        SafetensorsFile content = SafetensorsFile.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        assertThat(metadata.get("cortado.model")).contains(from);
        String description = metadata.get("cortado.model").replace(from, to);
        CRC32 crc = new CRC32();
        crc.update(description.getBytes(StandardCharsets.UTF_8));
        metadata.put("cortado.model", description);
        metadata.put("cortado.model_crc32", String.format("%08x", crc.getValue()));
        SafetensorsFile.write(file, content.tensors(), metadata);
        assertThatThrownBy(() -> ModelFile.load(file))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void refusesNewerFormats() {
        Path file = trained();
        SafetensorsFile content = SafetensorsFile.read(file);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.put("cortado.format", "2");
        SafetensorsFile.write(file, content.tensors(), metadata);
        assertThatThrownBy(() -> ModelFile.load(file))
                .hasMessageContaining("format 2")
                .hasMessageContaining("use the version of Cortado that wrote it");
    }

    @Test
    void refusesPreprocessingThatCannotBe() {
        assertThatThrownBy(() -> new Preprocessing(List.of(Double.NaN), List.of(1.0), ImageOptions.Fit.CROP))
                .isInstanceOf(CortadoException.class);
        assertThatThrownBy(() -> new Preprocessing(List.of(0.0), List.of(0.0), ImageOptions.Fit.CROP))
                .isInstanceOf(CortadoException.class);
        // would be 0 as a float
        assertThatThrownBy(() -> new Preprocessing(List.of(0.0), List.of(1e-300), ImageOptions.Fit.CROP))
                .isInstanceOf(CortadoException.class);
    }
}
