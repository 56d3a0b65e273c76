package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

    @Test
    void aBadImageAmongGoodOnesIsReportedAtTheEnd() throws Exception {
        Path run = folder.resolve("run");
        SmallRun.train(run);
        Path bad = Files.writeString(folder.resolve("bad.png"), "no image");
        Path good = Pngs.write(folder.resolve("good.png"), 0xE03025);
        Outcome predict =
                Outcome.of("predict", run.resolve("model.safetensors"), bad, good, folder.resolve("absent.png"));
        assertThat(predict.code()).isEqualTo(2);
        assertThat(predict.lines()).singleElement().asString().contains("good.png");
        assertThat(predict.err()).contains("the list of images has 2 problems", "bad.png", "absent.png");
    }

    @Test
    void imagesInNoClassFolderAreMentioned() throws Exception {
        Path data = Pngs.folder(folder.resolve("images"), 10, "blue", "red");
        Pngs.write(data.resolve("loose.png"), 0xE03025);
        Outcome training = Outcome.of(
                "train",
                "--model",
                "linear",
                "--data",
                data,
                "--image-size",
                8,
                "--epochs",
                1,
                "--out",
                folder.resolve("run"));
        assertThat(training.code()).isZero();
        assertThat(training.err()).contains("note: one image in " + data + " left out");
        assertThat(training.out()).contains("1 epoch, batches", "steps in one epoch");
    }

    @Test
    void theConfigurationOfARunIsJsonThroughout() throws Exception {
        Path run = folder.resolve("run");
        SmallRun.train(run, "--augment", "crop:2");
        String config = Files.readString(run.resolve("config.json"));
        assertThat(config).doesNotContain("Adam[").contains("\"type\": \"Adam\"", "\"beta1\": 0.9", "\"RandomCrop\"");
    }
}
