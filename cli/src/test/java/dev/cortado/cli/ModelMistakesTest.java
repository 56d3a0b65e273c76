package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelMistakesTest {

    @TempDir
    Path folder;

    private Outcome summary(String name, String... lines) throws IOException {
        Path file = Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
        Outcome outcome = Outcome.of("summary", file);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).startsWith("error: ").doesNotContain("\tat ");
        return outcome;
    }

    @Test
    void anUnknownLayerIsNamedWithItsLine() throws IOException {
        assertThat(summary("m.yaml", "layers:", "  - flatten", "  - liner: {units: 10}")
                        .err())
                .contains("m.yaml:3", "liner", "did you mean 'linear'?");
    }

    @Test
    void anUnknownOptionIsNamedWithItsLine() throws IOException {
        assertThat(summary("m.yaml", "layers:", "  - flatten", "  - linear: {unit: 10}")
                        .err())
                .contains("m.yaml:3", "'unit'", "did you mean 'units'?");
    }

    @Test
    void anUnknownEntryIsNamed() throws IOException {
        assertThat(summary("m.yaml", "layer:", "  - flatten").err()).contains("'layer'", "did you mean 'layers'?");
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        assertThat(summary("m.yaml", "just a text").err()).contains("m.yaml");
        assertThat(summary("m.json", "{\"layers\": [").err()).contains("m.json");
        assertThat(summary("empty.yaml", "").err()).contains("empty.yaml");
    }

    @Test
    void allShapeErrorsAreReportedTogether() throws IOException {
        Outcome outcome = summary(
                "m.yaml",
                "input: [1, 5, 5]",
                "layers:",
                "  - conv2d: {filters: 4, kernel_size: 7}",
                "  - relu",
                "  - conv2d: {filters: 4, kernel_size: 3, groups: 3}",
                "  - flatten",
                "  - linear: {units: 10}");
        assertThat(outcome.err())
                .contains("the network has 2 problems", "conv1", "5 - 7 + 1 = -1", "conv2", "3 groups");
    }

    @Test
    void foreignAndTruncatedModelsAreRefused() throws IOException {
        Path foreign = Files.write(folder.resolve("foreign.safetensors"), new byte[] {1, 2, 3});
        assertThat(Outcome.of("summary", foreign)).satisfies(outcome -> {
            assertThat(outcome.code()).isEqualTo(2);
            assertThat(outcome.err()).contains("foreign.safetensors").doesNotContain("\tat ");
        });
        Path run = folder.resolve("run");
        SmallRun.train(run);
        byte[] whole = Files.readAllBytes(run.resolve("model.safetensors"));
        Path cut = Files.write(folder.resolve("cut.safetensors"), java.util.Arrays.copyOf(whole, whole.length / 2));
        Outcome outcome = Outcome.of("predict", cut, run.resolve("sample.png"));
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("cut.safetensors").doesNotContain("\tat ");
    }

    @Test
    void aModelForOtherDataIsRefused() throws IOException {
        Path run = folder.resolve("run");
        SmallRun.train(run);
        Path images = Pngs.folder(folder.resolve("images"), 6, "cat", "dog");
        Outcome outcome = Outcome.of("eval", run.resolve("model.safetensors"), "--data", images);
        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("knows 10 classes", "has 2");
    }
}
