package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarDatasetTest {

    @TempDir
    Path directory;

    @Test
    void readsFivePlusOneFiles() throws IOException {
        writeAll(directory);
        assertThat(CifarDataset.isIn(directory)).isTrue();
        DataSplits splits = CifarDataset.readSplits(directory, "cifar10");
        assertThat(splits.train().name()).isEqualTo("cifar10/train");
        assertThat(splits.train().size()).isEqualTo(10);
        assertThat(splits.test().size()).isEqualTo(1);
        assertThat(splits.train().imageShape()).isEqualTo(Shape.of(3, 32, 32));
        assertThat(splits.train().classNames().get(9)).isEqualTo("truck");
        // The second record of the third file.
        assertThat(splits.train().label(5)).isEqualTo(1);
        float[] image = new float[3072];
        splits.train().read(5, image, 0);
        assertThat(image[0]).isEqualTo(31 / 255f);
        assertThat(image[3071]).isEqualTo(200 / 255f);
    }

    @Test
    void looksIntoTheFolderOfTheArchiveAndReadsItsClassNames() throws IOException {
        Path inner = Files.createDirectory(directory.resolve("cifar-10-batches-bin"));
        writeAll(inner);
        Files.writeString(inner.resolve("batches.meta.txt"), "cat\ndog\n\n");
        assertThat(CifarDataset.isIn(directory)).isTrue();
        assertThat(CifarDataset.readSplits(directory, "pets").test().classNames())
                .containsExactly("cat", "dog");
    }

    @Test
    void truncatedFileTellsTheExpectedSize() throws IOException {
        writeAll(directory);
        Path cut = directory.resolve("data_batch_4.bin");
        Files.write(cut, new byte[5_000]);
        assertThatThrownBy(() -> CifarDataset.readSplits(directory, "cifar10"))
                .isInstanceOf(CortadoException.class)
                .hasMessage(cut + ": has 5000 bytes, but 30730000 are expected (10000 records of 3073), "
                        + "or another multiple of 3073; get the file again");
        Files.write(cut, new byte[0]);
        assertThatThrownBy(() -> CifarDataset.readSplits(directory, "cifar10")).hasMessageContaining("has 0 bytes");
    }

    @Test
    void namesTheMissingFile() throws IOException {
        writeAll(directory);
        Files.delete(directory.resolve("test_batch.bin"));
        assertThatThrownBy(() -> CifarDataset.readSplits(directory, "cifar10"))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("test_batch.bin: there is no such file");
    }

    @Test
    void labelsMustBeClasses() throws IOException {
        writeAll(directory);
        byte[] record = new byte[3073];
        record[0] = 10;
        Files.write(directory.resolve("data_batch_5.bin"), record);
        assertThatThrownBy(() -> CifarDataset.readSplits(directory, "cifar10"))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("data_batch_5.bin: the label of record 0 is 10, but there are 10 classes");
    }

    @Test
    void refusesAnOversizedList() throws IOException {
        writeAll(directory);
        Files.write(directory.resolve("batches.meta.txt"), new byte[20_000]);
        assertThatThrownBy(() -> CifarDataset.readSplits(directory, "cifar10"))
                .hasMessageContaining("batches.meta.txt: cannot be read: java.io.IOException: over 10000 bytes");
        Files.write(directory.resolve("batches.meta.txt"), new byte[0]);
        assertThatThrownBy(() -> CifarDataset.readSplits(directory, "cifar10"))
                .hasMessageContaining("batches.meta.txt: names 0 classes");
    }

    /** Writes two records into each training file and one into the test file. */
    static void writeAll(Path folder) throws IOException {
        for (int file = 1; file <= 5; file++) {
            byte[] two = new byte[2 * 3073];
            Arrays.fill(two, 1, 3073, (byte) (10 * file));
            two[3073] = 1;
            Arrays.fill(two, 3074, 6146, (byte) (10 * file + 1));
            two[6145] = (byte) 200;
            Files.write(folder.resolve("data_batch_" + file + ".bin"), two);
        }
        Files.write(folder.resolve("test_batch.bin"), new byte[3073]);
    }
}
