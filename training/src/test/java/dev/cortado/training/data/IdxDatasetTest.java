package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdxDatasetTest {

    @TempDir
    Path directory;

    @Test
    void readsPlainAndCompressedFilesAlike() throws IOException {
        Path labels = write("labels", labels(0, 9, 3));
        byte[] images = images(3, 2, 5, 30);
        Dataset plain = IdxDataset.read(write("images", images), labels, "x", IdxDataset.DIGITS);
        // What counts is the content, not the name.
        Dataset compressed = IdxDataset.read(write("packed", gzip(images)), labels, "x", IdxDataset.DIGITS);

        assertThat(plain.size()).isEqualTo(3);
        assertThat(plain.imageShape()).isEqualTo(Shape.of(1, 2, 5));
        assertThat(plain.label(1)).isEqualTo(9);
        float[] image = new float[12];
        plain.read(2, image, 1);
        assertThat(image[0]).isZero();
        assertThat(image[1]).isEqualTo(20 / 255f);
        assertThat(image[10]).isEqualTo(29 / 255f);
        assertThat(image[11]).isZero();
        assertThat(StrokeDigitsTest.hash(compressed, 3)).isEqualTo(StrokeDigitsTest.hash(plain, 3));
    }

    @Test
    void pixelsAreUnsigned() throws IOException {
        byte[] images = images(1, 1, 1, 0);
        byte[] white = Arrays.copyOf(images, 17);
        white[16] = (byte) 255;
        Dataset dataset = IdxDataset.read(write("images", white), write("labels", labels(0)), "x", IdxDataset.DIGITS);
        float[] image = new float[1];
        dataset.read(0, image, 0);
        assertThat(image).containsExactly(1f);
    }

    @Test
    void readsBothSplitsOfADirectoryAndCountsTheClasses() throws IOException {
        write("train-images-idx3-ubyte", images(2, 3, 3, 18));
        write("train-labels-idx1-ubyte.gz", gzip(labels(0, 1)));
        write("t10k-images-idx3-ubyte.gz", gzip(images(1, 3, 3, 9)));
        write("t10k-labels-idx1-ubyte", labels(1));
        assertThat(IdxDataset.isIn(directory)).isTrue();
        DataSplits splits = IdxDataset.readSplits(directory, "mine", List.of());
        assertThat(splits.train().name()).isEqualTo("mine/train");
        assertThat(splits.test().name()).isEqualTo("mine/test");
        assertThat(splits.train().classNames()).containsExactly("0", "1");
        assertThat(splits.test().size()).isEqualTo(1);
    }

    @Test
    void refusesLabelsWithGaps() throws IOException {
        write("train-images-idx3-ubyte", images(2, 3, 3, 18));
        write("train-labels-idx1-ubyte", labels(0, 1));
        write("t10k-images-idx3-ubyte", images(1, 3, 3, 9));
        write("t10k-labels-idx1-ubyte", labels(77));
        assertThatThrownBy(() -> IdxDataset.readSplits(directory, "mine", List.of()))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining(
                        "the labels go up to 77, but the training images show none of class 2 and 75 others");
    }

    @Test
    void namesTheMissingFile() throws IOException {
        write("train-images-idx3-ubyte", images(1, 1, 1, 1));
        assertThatThrownBy(() -> IdxDataset.readSplits(directory, "mine", List.of()))
                .isInstanceOf(CortadoException.class)
                .hasMessage(directory + ": there is no train-labels-idx1-ubyte or train-labels-idx1-ubyte.gz; "
                        + "put all four files of the data set there");
        assertThat(IdxDataset.isIn(directory.resolve("nowhere"))).isFalse();
    }

    @Test
    void believesNoHeaderOfAPlainFile() throws IOException {
        byte[] liar = Arrays.copyOf(header(IdxFile.IMAGES, 60_000, 28, 28), 1024);
        assertBroken(liar, "the header promises 60000 x 28 x 28 = 47040000 bytes, but 1008 bytes follow it");
        byte[] huge = Arrays.copyOf(header(IdxFile.IMAGES, 1 << 31, 28, 28), 1024);
        assertBroken(huge, "the header promises 2147483648 x 28 x 28 bytes, over the limit of 2 GiB");
        byte[] overflow = Arrays.copyOf(header(IdxFile.IMAGES, 1 << 16, 1 << 16, 1 << 16), 1024);
        assertBroken(overflow, "over the limit of 2 GiB");
        byte[] zeroTimesHuge = header(IdxFile.IMAGES, 0, -1, 28);
        assertBroken(zeroTimesHuge, "over the limit of 2 GiB");
    }

    @Test
    void believesNoHeaderOfACompressedFile() throws IOException {
        byte[] liar = gzip(Arrays.copyOf(header(IdxFile.IMAGES, 1_000_000, 28, 28), 1024));
        assertBroken(liar, "promises 1000000 x 28 x 28 = 784000000 bytes, but " + liar.length + " compressed bytes");
        assertBroken(gzip(images(3, 28, 28, 1000)), "is cut off: 2352 bytes promised, 1000 present");
        // A bomb: the header promises one pixel, ten million zeros follow.
        byte[] bomb = gzip(Arrays.copyOf(header(IdxFile.IMAGES, 1, 1, 1), 10_000_000));
        assertBroken(bomb, "holds more than the 1 bytes that its header promises");
    }

    @Test
    void reportsDamagedCompression() throws IOException {
        byte[] good = gzip(images(3, 28, 28, 2352));
        assertBroken(Arrays.copyOf(good, good.length / 2), "the gzip data are damaged or cut off");
        byte[] flipped = good.clone();
        flipped[good.length - 6] ^= 1;
        assertBroken(flipped, "the gzip data are damaged or cut off");
    }

    @Test
    void reportsShortFilesAndTrailingData() throws IOException {
        assertBroken(new byte[0], "has 0 bytes, but the header alone takes 16");
        assertBroken(Arrays.copyOf(header(IdxFile.IMAGES, 1, 1, 1), 10), "has 10 bytes, but the header alone takes 16");
        assertBroken(images(1, 2, 2, 5), "promises 1 x 2 x 2 = 4 bytes, but 5 bytes follow it");
    }

    @Test
    void namesTheWrongKindOfFile() throws IOException {
        assertThatThrownBy(() -> read(labels(1, 2, 3, 4, 5, 6, 7, 8, 9)))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("starts with 2049 (it holds labels), but an IDX file of images starts with 2051");
    }

    @Test
    void emptyImagesAreRefused() throws IOException {
        assertBroken(header(IdxFile.IMAGES, 1, 0, 28), "its images are empty (1x0x28)");
    }

    @Test
    void countsOfImagesAndLabelsMustAgree() throws IOException {
        Path images = write("images", images(3, 1, 1, 3));
        Path labels = write("labels", labels(1, 2));
        assertThatThrownBy(() -> IdxDataset.read(images, labels, "x", IdxDataset.DIGITS))
                .isInstanceOf(CortadoException.class)
                .hasMessage(images + ": holds 3 images, but " + labels
                        + " holds 2 labels; give two files of the same split");
    }

    @Test
    void labelsMustBeClasses() throws IOException {
        Path images = write("images", images(2, 1, 1, 2));
        Path labels = write("labels", labels(1, 200));
        assertThatThrownBy(() -> IdxDataset.read(images, labels, "x", IdxDataset.DIGITS))
                .isInstanceOf(CortadoException.class)
                .hasMessage(labels + ": label 1 is 200, but there are 10 classes (0 to 9); "
                        + "get the file again, or name more classes");
    }

    @Test
    void reportsAFileThatIsNotThere() {
        assertThatThrownBy(() -> IdxFile.read(directory.resolve("none"), IdxFile.IMAGES))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("none: cannot be read: java.nio.file.NoSuchFileException");
    }

    @Test
    void readsFashionMnist() {
        Path data = SharedData.directory("fashion-mnist");
        assumeTrue(data != null, SharedData.reason("fashion-mnist"));
        DataSplits splits = IdxDataset.readSplits(data, "fashion-mnist", IdxDataset.FASHION);
        assertThat(splits.train().size()).isEqualTo(60_000);
        assertThat(splits.test().size()).isEqualTo(10_000);
        // The published mean of all training pixels is 0.2860, their standard deviation 0.3530.
        Normalize measured = Normalize.measure(splits.train(), 60_000);
        assertThat(measured.mean()[0]).isBetween(0.28595f, 0.28605f);
        assertThat(measured.std()[0]).isBetween(0.35295f, 0.35305f);
        assertThat(splits.train().label(0)).isEqualTo(9);
    }

    private void assertBroken(byte[] images, String message) {
        assertThatThrownBy(() -> read(images))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining(message)
                .hasMessageEndingWith("; get the file again")
                .extracting("code")
                .isEqualTo("idx-broken");
    }

    private Dataset read(byte[] images) throws IOException {
        return IdxDataset.read(write("images", images), write("labels", labels(0)), "x", IdxDataset.DIGITS);
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), bytes);
    }

    private static byte[] images(int count, int height, int width, int bytes) {
        byte[] file = Arrays.copyOf(header(IdxFile.IMAGES, count, height, width), 16 + bytes);
        for (int i = 0; i < bytes; i++) {
            file[16 + i] = (byte) i;
        }
        return file;
    }

    private static byte[] labels(int... labels) {
        byte[] file = Arrays.copyOf(header(IdxFile.LABELS, labels.length), 8 + labels.length);
        for (int i = 0; i < labels.length; i++) {
            file[8 + i] = (byte) labels[i];
        }
        return file;
    }

    private static byte[] header(int magic, int... sizes) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * sizes.length).putInt(magic);
        Arrays.stream(sizes).forEach(buffer::putInt);
        return buffer.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
