package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

    @TempDir
    Path folder;

    @Test
    void yourOwnImagesCanBeTrainedOnAndPredicted() throws Exception {
        Path data = Pngs.folder(folder.resolve("images"), 20, "blue", "red");
        Path run = folder.resolve("run");
        Outcome training = Outcome.of(
                "train",
                "--model",
                "linear",
                "--data",
                data,
                "--image-size",
                8,
                "--epochs",
                20,
                "--batch",
                8,
                "--lr",
                0.02,
                "--out",
                run);
        assertThat(training.err()).isEmpty();
        assertThat(training.line("test accuracy: ")).isEqualTo("test accuracy: 1.0000");
        Outcome predict = Outcome.of(
                "predict",
                run.resolve("model.safetensors"),
                Pngs.write(folder.resolve("a.png"), 0xE03025),
                Pngs.write(folder.resolve("b.png"), 0x2040E5));
        assertThat(predict.lines().get(0)).contains("a.png  blue");
        assertThat(predict.lines().get(1)).contains("b.png  red");
        assertThat(Outcome.of("eval", run.resolve("model.safetensors"), "--data", data)
                        .line("test accuracy: "))
                .isEqualTo("test accuracy: 1.0000");
    }
}
