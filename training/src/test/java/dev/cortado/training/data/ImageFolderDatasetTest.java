package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderDatasetTest {

    private static final ImageOptions SMALL = ImageOptions.rgb(4, 6);

    @TempDir
    Path directory;

    @Test
    void readsClassesInTheOrderOfTheirNames() throws IOException {
        image("dog/b.png", 0x00FF00);
        image("cat/z.png", 0xFF0000);
        image("cat/a.JPEG", 0x0000FF);
        Files.writeString(directory.resolve("cat/notes.txt"), "no image");
        Files.createDirectory(directory.resolve(".git"));
        assertThat(ImageFolderDataset.isIn(directory)).isTrue();
        ImageFolderDataset dataset = ImageFolderDataset.read(directory, "pets", SMALL);
        assertThat(dataset.classNames()).containsExactly("cat", "dog");
        assertThat(dataset.size()).isEqualTo(3);
        assertThat(dataset.imageShape()).isEqualTo(Shape.of(3, 4, 6));
        assertThat(dataset.file(0)).hasFileName("a.JPEG");
        assertThat(dataset.label(2)).isEqualTo(1);
        float[] pixels = new float[73];
        for (int again = 0; again < 2; again++) {
            dataset.read(2, pixels, 1);
            assertThat(pixels[0]).isZero();
            assertThat(pixels[1]).isZero();
            assertThat(pixels[25]).isEqualTo(1f);
            assertThat(pixels[49]).isZero();
        }
    }

    @Test
    void readsGivenSplits() throws IOException {
        image("train/cat/1.png", 0);
        image("train/dog/1.png", 0);
        image("val/cat/2.png", 0);
        image("val/dog/2.png", 0);
        DataSplits splits = ImageFolderDataset.readSplits(directory, "pets", SMALL);
        assertThat(splits.train().name()).isEqualTo("pets/train");
        assertThat(splits.test().size()).isEqualTo(2);
    }

    @Test
    void holdsOutImagesByNameWhenThereAreNoSplits() throws IOException {
        for (int i = 0; i < 60; i++) {
            image("cat/" + i + ".png", 0);
        }
        DataSplits before = ImageFolderDataset.readSplits(directory, "pets", SMALL);
        assertThat(before.train().size() + before.test().size()).isEqualTo(60);
        assertThat(before.test().size()).isBetween(4, 22);
        Set<Path> held = files(before.test());
        for (int i = 60; i < 80; i++) {
            image("cat/" + i + ".png", 0);
        }
        DataSplits after = ImageFolderDataset.readSplits(directory, "pets", SMALL);
        assertThat(files(after.test())).containsAll(held);
        assertThat(files(after.train())).doesNotContainAnyElementsOf(held);
    }

    @Test
    void tooFewImagesToHoldOut() throws IOException {
        image("cat/1.png", 0);
        assertThatThrownBy(() -> ImageFolderDataset.readSplits(directory, "pets", SMALL))
                .isInstanceOf(CortadoException.class)
                .hasMessage(directory + ": its 1 images are too few to hold some out for a test; "
                        + "make two folders, train and test, with the same classes");
    }

    @Test
    void classMissingInOneSplitIsNamed() throws IOException {
        image("train/cat/1.png", 0);
        image("train/dog/1.png", 0);
        image("test/cat/1.png", 0);
        assertThatThrownBy(() -> ImageFolderDataset.readSplits(directory, "pets", SMALL))
                .isInstanceOf(CortadoException.class)
                .hasMessage(directory.resolve("test") + ": there is no folder for dog, which "
                        + directory.resolve("train") + " has; both splits must have the same class folders");
        image("test/dog/1.png", 0);
        image("test/cow/1.png", 0);
        assertThatThrownBy(() -> ImageFolderDataset.readSplits(directory, "pets", SMALL))
                .hasMessageStartingWith(directory.resolve("train") + ": there is no folder for cow");
    }

    @Test
    void missingTestSplitIsNamed() throws IOException {
        image("train/cat/1.png", 0);
        assertThatThrownBy(() -> ImageFolderDataset.readSplits(directory, "pets", SMALL))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("there is a folder train, but none named test, val or validation");
    }

    @Test
    void emptyFoldersAreErrors() throws IOException {
        assertThatThrownBy(() -> ImageFolderDataset.read(directory, "pets", SMALL))
                .hasMessage(directory + ": holds no folder; make one folder of images per class");
        Path empty = Files.createDirectory(directory.resolve("cat"));
        assertThatThrownBy(() -> ImageFolderDataset.read(directory, "pets", SMALL))
                .isInstanceOf(CortadoException.class)
                .hasMessage(empty + ": the class 'cat' holds no image (.jpg, .jpeg, .png, .bmp, .gif); "
                        + "add images or delete the folder");
        assertThat(ImageFolderDataset.isIn(directory)).isFalse();
        assertThat(ImageFolderDataset.isIn(directory.resolve("nowhere"))).isFalse();
    }

    @Test
    void unreadableImageIsNamedByTheLoader() throws IOException {
        image("cat/1.png", 0);
        Path bad = Files.writeString(directory.resolve("cat/2.png"), "no image");
        ImageFolderDataset dataset = ImageFolderDataset.read(directory, "pets", SMALL);
        try (BatchLoader loader = new BatchLoader(dataset, LoaderOptions.inOrder(2))) {
            loader.start(0, 0);
            assertThatThrownBy(loader::next)
                    .isInstanceOf(CortadoException.class)
                    .hasMessage(
                            "pets[1]: " + bad + ": is not a JPEG, PNG, BMP or GIF image; replace or delete the file");
        }
    }

    @Test
    void readsPhotographsOfClothes() {
        Path clothes = SharedData.directory("clothing-mini");
        assumeTrue(clothes != null, SharedData.reason("clothing-mini"));
        DataSplits splits = ImageFolderDataset.readSplits(clothes, "clothing", ImageOptions.rgb(32, 32));
        assertThat(splits.train().size()).isEqualTo(80);
        assertThat(splits.test().size()).isEqualTo(40);
        assertThat(splits.train().classNames())
                .hasSize(10)
                .startsWith("dress", "hat")
                .endsWith("t-shirt");
        long alone = StrokeDigitsTest.hash(splits.test(), 40);
        assertThat(StrokeDigitsTest.hash(
                        ImageFolderDataset.readSplits(clothes, "again", ImageOptions.rgb(32, 32))
                                .test(),
                        40))
                .isEqualTo(alone);
    }

    private static Set<Path> files(dev.cortado.api.data.Dataset dataset) {
        Set<Path> files = new HashSet<>();
        for (int i = 0; i < dataset.size(); i++) {
            files.add(((ImageFolderDataset) dataset).file(i));
        }
        return files;
    }

    private void image(String path, int rgb) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 64; i++) {
            image.setRGB(i % 8, i / 8, rgb);
        }
        ImageIO.write(image, "png", file.toFile());
    }
}
