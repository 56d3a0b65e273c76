package dev.cortado.cli;

import dev.cortado.api.CortadoException;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import dev.cortado.api.data.DatasetProvider;
import dev.cortado.runtime.DatasetCatalog;
import dev.cortado.training.data.CifarDataset;
import dev.cortado.training.data.DatasetDownloader;
import dev.cortado.training.data.Datasets;
import dev.cortado.training.data.IdxDataset;
import dev.cortado.training.data.ImageOptions;
import dev.cortado.training.data.StrokeDigits;
import java.nio.file.Path;
import java.util.List;

/** Opens the data set that a user names: built in, downloaded before, of a plug-in, or a folder. */
final class DataSource {

    private static final List<String> DOWNLOADS = new DatasetDownloader().names();

    private final Datasets datasets;

    DataSource(DatasetCatalog plugins) {
        datasets = Datasets.standard();
        for (DatasetProvider provider : plugins.providers()) {
            if (!datasets.names().contains(provider.name())) {
                datasets.with(provider.name(), images -> provider.open(Datasets.DIGITS_SEED));
            }
        }
    }

    /** Returns the names that are known. */
    List<String> names() {
        return datasets.names();
    }

    /** Tells whether the files of a named data set are on this machine, as far as can be told without opening it. */
    boolean isHere(String name) {
        if (!DOWNLOADS.contains(name)) {
            return true;
        }
        for (Path root : Datasets.standardRoots()) {
            if (IdxDataset.isIn(root.resolve(name)) || CifarDataset.isIn(root.resolve(name))) {
                return true;
            }
        }
        return false;
    }

    /** Opens a data set whole. */
    DataSplits open(String nameOrFolder, ImageOptions images) {
        return datasets.load(nameOrFolder, images);
    }

    /**
     * Opens some samples of a data set.
     *
     * @param trainSize training images; null for all
     * @param testSize test images; null for all
     */
    DataSplits open(String nameOrFolder, ImageOptions images, Integer trainSize, Integer testSize) {
        FlagValues.atLeastOne("--train-size", trainSize);
        FlagValues.atLeastOne("--test-size", testSize);
        if (nameOrFolder.equals(StrokeDigits.NAME)) {
            // Drawn as many as are wanted, fewer or more than usual.
            int train = trainSize == null ? Datasets.DIGITS_TRAIN : trainSize;
            int test = testSize == null ? Datasets.DIGITS_TEST : testSize;
            return new DataSplits(
                    digits("--train-size", train, StrokeDigits::train),
                    digits("--test-size", test, StrokeDigits::test));
        }
        DataSplits all = open(nameOrFolder, images);
        return new DataSplits(some("--train-size", all.train(), trainSize), some("--test-size", all.test(), testSize));
    }

    /** Draws one of the splits. */
    private interface Drawing {

        Dataset of(int size, long seed);
    }

    private static Dataset digits(String flag, int size, Drawing drawing) {
        try {
            return drawing.of(size, Datasets.DIGITS_SEED);
        } catch (IllegalArgumentException tooMany) {
            throw CortadoException.user(
                    "flag-out-of-range",
                    flag,
                    "data set '" + StrokeDigits.NAME + "': " + tooMany.getMessage(),
                    "ask for fewer images");
        }
    }

    private static Dataset some(String flag, Dataset all, Integer size) {
        if (size == null) {
            return all;
        }
        if (size > all.size()) {
            throw CortadoException.user(
                    "flag-out-of-range",
                    flag,
                    all.name() + " has " + all.size() + " images, not " + size,
                    "ask for fewer");
        }
        return new SomeSamples(all, size);
    }
}
