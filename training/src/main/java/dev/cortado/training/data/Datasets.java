package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import dev.cortado.api.data.DataSplits;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds a data set by its name or its directory.
 *
 * <p>Names are {@code digits} (built in, see {@link StrokeDigits}), {@code mnist}, {@code fashion-mnist} and
 * {@code cifar10} (in a folder of that name under one of the roots), and what was added by {@link #with}. Anything else
 * is taken as a directory with IDX files, CIFAR files, or folders of photographs. Nothing is downloaded.
 */
public final class Datasets {

    /** Images in the training split of {@code digits}. */
    public static final int DIGITS_TRAIN = 20_000;

    /** Images in the test split of {@code digits}. */
    public static final int DIGITS_TEST = 4_000;

    /** Seed of {@code digits}, so that accuracies can be compared. */
    public static final long DIGITS_SEED = 7;

    private static final ImageOptions DEFAULT_IMAGES = ImageOptions.rgb(64, 64);

    private final List<Path> roots;
    private final Map<String, Function<ImageOptions, DataSplits>> sources = new LinkedHashMap<>();

    /** Creates a finder that looks for named data sets under the given folders, in this order. */
    public Datasets(List<Path> roots) {
        this.roots = List.copyOf(roots);
        sources.put(
                StrokeDigits.NAME,
                options -> new DataSplits(
                        StrokeDigits.train(DIGITS_TRAIN, DIGITS_SEED), StrokeDigits.test(DIGITS_TEST, DIGITS_SEED)));
        sources.put(
                "mnist",
                options ->
                        IdxDataset.readSplits(locate("mnist", "train-images-idx3-ubyte"), "mnist", IdxDataset.DIGITS));
        sources.put(
                "fashion-mnist",
                options -> IdxDataset.readSplits(
                        locate("fashion-mnist", "train-images-idx3-ubyte"), "fashion-mnist", IdxDataset.FASHION));
        sources.put("cifar10", options -> CifarDataset.readSplits(locate("cifar10", "data_batch_1.bin"), "cifar10"));
    }

    /** Returns a finder for {@link #standardRoots()}. */
    public static Datasets standard() {
        return new Datasets(standardRoots());
    }

    /**
     * Returns the folders where data sets are looked for: the one that the environment variable {@code CORTADO_DATA}
     * names, and {@link #home()}.
     */
    public static List<Path> standardRoots() {
        List<Path> roots = new ArrayList<>();
        String variable = System.getenv("CORTADO_DATA");
        if (variable != null && !variable.isBlank()) {
            roots.add(Path.of(variable));
        }
        roots.add(home());
        return roots;
    }

    /** Returns the folder that downloads go to: {@code ~/.cortado/data}. */
    public static Path home() {
        return Path.of(System.getProperty("user.home"), ".cortado", "data");
    }

    /**
     * Adds a data set, such as one from a plug-in.
     *
     * @param name what users choose it by
     * @param source makes it
     * @return this
     * @throws CortadoException if there is one of that name
     */
    public Datasets with(String name, Function<ImageOptions, DataSplits> source) {
        if (sources.containsKey(name)) {
            throw CortadoException.user(
                    "duplicate-dataset", null, "there are two data sets named '" + name + "'", "rename one of them");
        }
        sources.put(name, source);
        return this;
    }

    /** Returns the names that are known, whether or not their files are there. */
    public List<String> names() {
        return List.copyOf(sources.keySet());
    }

    /** Loads a data set; photographs become 64x64 colour images. */
    public DataSplits load(String nameOrDirectory) {
        return load(nameOrDirectory, DEFAULT_IMAGES);
    }

    /**
     * Loads a data set.
     *
     * @param nameOrDirectory one of {@link #names()}, or the path of a directory
     * @param images what photographs are made into; without meaning for the other formats
     * @throws CortadoException if there is no such data set, or it cannot be read; says where it was looked for
     */
    public DataSplits load(String nameOrDirectory, ImageOptions images) {
        Function<ImageOptions, DataSplits> source = sources.get(nameOrDirectory);
        if (source != null) {
            return source.apply(images);
        }
        Path directory = directory(nameOrDirectory);
        String name = directory.toAbsolutePath().normalize().getFileName() == null
                ? nameOrDirectory
                : directory.toAbsolutePath().normalize().getFileName().toString();
        if (IdxDataset.isIn(directory)) {
            return IdxDataset.readSplits(directory, name, List.of());
        }
        if (CifarDataset.isIn(directory)) {
            return CifarDataset.readSplits(directory, name);
        }
        if (ImageFolderDataset.isIn(directory)) {
            return ImageFolderDataset.readSplits(directory, name, images);
        }
        throw CortadoException.user(
                "no-dataset",
                directory.toString(),
                "holds no data set of a known kind",
                "it needs train-images-idx3-ubyte[.gz] and the files that belong to it, or data_batch_1.bin to 5, "
                        + "or folders of images (class/image.jpg or train/class/image.jpg)");
    }

    private Path directory(String given) {
        try {
            Path path = Path.of(given);
            if (Files.isDirectory(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            // Falls through: what cannot be a path can still be a mistyped name.
        }
        throw CortadoException.user(
                "unknown-dataset",
                null,
                "'" + given + "' is neither a data set nor a directory",
                NearestNames.hint(given, names()));
    }

    private Path locate(String name, String file) {
        List<String> tried = new ArrayList<>();
        for (Path root : roots) {
            Path folder = root.resolve(name);
            if (IdxDataset.isIn(folder) || CifarDataset.isIn(folder)) {
                return folder;
            }
            tried.add(folder.toAbsolutePath().normalize().toString());
        }
        throw CortadoException.user(
                "dataset-absent",
                name,
                "its files (" + file + ", ...) are not in " + String.join(", ", tried),
                "run: cortado data get " + name);
    }
}
