package dev.cortado.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataMistakesTest {

    @TempDir
    Path folder;

    private static void refused(Outcome outcome, String... parts) {
        assertThat(outcome.err()).startsWith("error: ").contains(parts).doesNotContain("\tat ");
        assertThat(outcome.code()).isEqualTo(2);
    }

    private Outcome train(Path data) {
        return Outcome.of(
                "train",
                "--model",
                "linear",
                "--data",
                data,
                "--epochs",
                1,
                "--image-size",
                8,
                "--out",
                folder.resolve("run"));
    }

    private static byte[] idx(int magic, int[] sizes, byte... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(4 + 4 * sizes.length + values.length).putInt(magic);
        for (int size : sizes) {
            bytes.putInt(size);
        }
        return bytes.put(values).array();
    }

    private Path idxFolder(byte[] images, byte[] labels) throws IOException {
        Path data = Files.createDirectories(folder.resolve("idx"));
        for (String split : new String[] {"train", "t10k"}) {
            Files.write(data.resolve(split + "-images-idx3-ubyte"), images);
            Files.write(data.resolve(split + "-labels-idx1-ubyte"), labels);
        }
        return data;
    }

    @Test
    void anEmptyFolderIsRefused() throws IOException {
        refused(train(Files.createDirectories(folder.resolve("empty"))), "empty", "holds no data set of a known kind");
    }

    @Test
    void anEmptyClassIsRefused() throws IOException {
        Path data = Pngs.folder(folder.resolve("images"), 3, "cat", "dog");
        Files.createDirectories(data.resolve("emu"));
        refused(train(data), "emu", "holds no image");
    }

    @Test
    void aClassThatIsMissingInASplitIsNamed() throws IOException {
        Path data = folder.resolve("images");
        Pngs.folder(data.resolve("train"), 3, "cat", "dog");
        Pngs.folder(data.resolve("test"), 3, "cat");
        refused(train(data), "dog", "both splits must have the same class folders");
    }

    @Test
    void aTruncatedImageIsNamed() throws IOException {
        Path data = Pngs.folder(folder.resolve("images"), 6, "cat", "dog");
        Path image = data.resolve("cat").resolve("image0.png");
        byte[] whole = Files.readAllBytes(image);
        for (int i = 0; i < 6; i++) {
            Files.write(data.resolve("cat").resolve("image" + i + ".png"), Arrays.copyOf(whole, whole.length / 2));
        }
        refused(train(data), ".png", "cannot be decoded");
    }

    @Test
    void whatIsNoImageIsNamed() throws IOException {
        Path run = folder.resolve("small");
        SmallRun.train(run);
        Path model = run.resolve("model.safetensors");
        Path text = Files.writeString(folder.resolve("text.png"), "not an image");
        refused(Outcome.of("predict", model, text), "text.png", "is not a JPEG, PNG, BMP or GIF image");
        refused(Outcome.of("predict", model, Files.createFile(folder.resolve("none.png"))), "none.png", "is empty");
        refused(Outcome.of("predict", model, folder), "is a folder");
        refused(Outcome.of("predict", model, folder.resolve("gone.png")), "gone.png: there is no such file");
    }

    @Test
    void truncatedIdxFilesAreRefused() throws IOException {
        refused(
                train(idxFolder(idx(0x803, new int[] {2, 2, 2}, new byte[7]), idx(0x801, new int[] {2}, new byte[2]))),
                "idx3");
        refused(train(idxFolder(new byte[] {0, 0}, idx(0x801, new int[] {2}, new byte[2]))), "idx3");
    }

    @Test
    void foreignIdxFilesAreRefused() throws IOException {
        refused(train(idxFolder("GIF89a, not IDX".getBytes(), idx(0x801, new int[] {2}, new byte[2]))), "idx3");
        // As many images as fit into no memory, in a file of a few bytes.
        int most = Integer.MAX_VALUE;
        refused(
                train(idxFolder(idx(0x803, new int[] {most, most, most}), idx(0x801, new int[] {2}, new byte[2]))),
                "idx3");
    }

    @Test
    void imagesAndLabelsMustBeAsMany() throws IOException {
        refused(
                train(idxFolder(idx(0x803, new int[] {2, 2, 2}, new byte[8]), idx(0x801, new int[] {3}, new byte[3]))),
                "labels");
    }

    @Test
    void imagesThatAreTooSmallForTheModelAreRefused() throws IOException {
        Path data = Pngs.folder(folder.resolve("images"), 12, "cat", "dog");
        Outcome outcome =
                Outcome.of("train", "--data", data, "--image-size", 6, "--out", folder.resolve("run"), "--epochs", 1);
        refused(outcome, "conv");
        assertThat(folder.resolve("run")).doesNotExist();
    }
}
