package dev.cortado.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path root;

    @Test
    void digitsNeedNoFile() {
        DataSplits digits = new Datasets(List.of()).load("digits");
        assertThat(digits.train().size()).isEqualTo(20_000);
        assertThat(digits.test().size()).isEqualTo(4_000);
        assertThat(digits.test().name()).isEqualTo("digits/test");
    }

    @Test
    void namedSetIsLookedForInEveryRoot() throws IOException {
        Path second = Files.createDirectories(root.resolve("second/cifar10"));
        CifarDatasetTest.writeAll(second);
        Datasets datasets = new Datasets(List.of(root.resolve("first"), root.resolve("second")));
        assertThat(datasets.load("cifar10").train().size()).isEqualTo(10);
    }

    @Test
    void absentSetTellsWhereItWasLookedForAndHowToGetIt() {
        Datasets datasets = new Datasets(List.of(root.resolve("a"), root.resolve("b")));
        assertThatThrownBy(() -> datasets.load("mnist"))
                .isInstanceOf(CortadoException.class)
                .hasMessage("mnist: its files (train-images-idx3-ubyte, ...) are not in " + root.resolve("a/mnist")
                        + ", " + root.resolve("b/mnist") + "; run: cortado data get mnist");
    }

    @Test
    void directoryIsRecognizedByItsFiles() throws IOException {
        Path cifar = Files.createDirectory(root.resolve("mine"));
        CifarDatasetTest.writeAll(cifar);
        assertThat(new Datasets(List.of()).load(cifar.toString()).train().name())
                .isEqualTo("mine/train");
        Path fashion = SharedData.directory("fashion-mnist");
        assumeTrue(fashion != null, SharedData.reason("fashion-mnist"));
        assertThat(new Datasets(List.of()).load(fashion.toString()).test().size())
                .isEqualTo(10_000);
        assertThat(new Datasets(List.of(fashion.getParent()))
                        .load("fashion-mnist")
                        .train()
                        .classNames())
                .contains("Ankle boot");
        Path clothes = SharedData.directory("clothing-mini");
        assertThat(new Datasets(List.of())
                        .load(clothes.toString(), ImageOptions.gray(20, 30))
                        .train()
                        .imageShape())
                .isEqualTo(Shape.of(1, 20, 30));
    }

    @Test
    void directoryWithoutDataTellsWhatItNeeds() {
        assertThatThrownBy(() -> new Datasets(List.of()).load(root.toString()))
                .isInstanceOf(CortadoException.class)
                .hasMessageStartingWith(root + ": holds no data set of a known kind; it needs train-images-idx3-ubyte");
    }

    @Test
    void unknownNameProposesTheNearest() {
        assertThatThrownBy(() -> new Datasets(List.of()).load("fashon-mnist"))
                .isInstanceOf(CortadoException.class)
                .hasMessage("'fashon-mnist' is neither a data set nor a directory; "
                        + "did you mean 'fashion-mnist'? known: cifar10, digits, fashion-mnist, mnist");
        assertThatThrownBy(() -> new Datasets(List.of()).load("\0"))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("is neither a data set nor a directory");
    }

    @Test
    void setsCanBeAddedButNotReplaced() {
        DataSplits numbers = new DataSplits(new NumberedDataset(3, 1, 1, 1), new NumberedDataset(2, 1, 1, 1));
        Datasets datasets = new Datasets(List.of()).with("numbers", options -> numbers);
        assertThat(datasets.load("numbers")).isSameAs(numbers);
        assertThat(datasets.names()).containsExactly("digits", "mnist", "fashion-mnist", "cifar10", "numbers");
        assertThatThrownBy(() -> datasets.with("digits", options -> numbers))
                .isInstanceOf(CortadoException.class)
                .hasMessageContaining("there are two data sets named 'digits'");
    }

    @Test
    void standardRootsEndAtHome() {
        assertThat(Datasets.standardRoots()).endsWith(Datasets.home());
    }

    @Test
    void splitsMustFitTogether() {
        assertThatThrownBy(() -> new DataSplits(new NumberedDataset(3, 1, 1, 1), new NumberedDataset(2, 1, 2, 1)))
                .isInstanceOf(CortadoException.class)
                .hasMessage("numbered: its images are 1x2x1, but those of numbered are 1x1x1; "
                        + "use splits with images of one size");
    }
}
