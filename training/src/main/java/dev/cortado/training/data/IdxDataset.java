package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads gray images and labels from IDX files, the format of MNIST and Fashion-MNIST, plain or compressed.
 *
 * <p>In a directory the standard names are looked for: {@code train-images-idx3-ubyte}, {@code train-labels-idx1-ubyte}
 * and the same with {@code t10k}, each with or without {@code .gz}. Images are kept as bytes. Format: Y. LeCun, C.
 * Cortes, C. Burges, "The MNIST database".
 */
public final class IdxDataset extends ByteDataset {

    /** Class names of MNIST. */
    static final List<String> DIGITS = List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");

    /** Class names of Fashion-MNIST. */
    static final List<String> FASHION = List.of(
            "T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot");

    private IdxDataset(String name, Shape imageShape, List<String> classNames, byte[] pixels, byte[] labels) {
        super(name, imageShape, classNames, pixels, labels);
    }

    /** Returns whether a directory holds at least the training images under their standard name. */
    public static boolean isIn(Path directory) {
        return find(directory, "train", true) != null;
    }

    /**
     * Reads both splits from a directory.
     *
     * @param directory holds the four files under their standard names
     * @param name the name of the data set; the splits are {@code name/train} and {@code name/test}
     * @param classNames one name per class; empty to name the classes {@code 0}, {@code 1}, ... up to the largest label
     * @throws CortadoException if a file is missing or broken, or the files do not fit together
     */
    public static DataSplits readSplits(Path directory, String name, List<String> classNames) {
        // All four names first: a missing file is reported before a large one is read.
        Path trainImages = need(directory, "train", true);
        Path trainLabels = need(directory, "train", false);
        Path testImages = need(directory, "t10k", true);
        Path testLabels = need(directory, "t10k", false);
        List<String> classes = classNames;
        if (classes.isEmpty()) {
            classes = numbered(Math.max(largestLabel(trainLabels), largestLabel(testLabels)) + 1);
            checkEveryClassOccurs(trainLabels, classes.size());
        }
        return new DataSplits(
                read(trainImages, trainLabels, name + "/train", classes),
                read(testImages, testLabels, name + "/test", classes));
    }

    /**
     * Reads one pair of files.
     *
     * @param images an IDX file with the magic number 2051: count, height, width, pixels
     * @param labels an IDX file with the magic number 2049: count, labels
     * @param name the name of the data set
     * @param classNames one name per class; labels must be smaller than their number
     * @throws CortadoException if a file is broken, or the files do not fit together
     */
    public static IdxDataset read(Path images, Path labels, String name, List<String> classNames) {
        IdxFile labelFile = IdxFile.read(labels, IdxFile.LABELS);
        byte[] classes = labelFile.data();
        for (int i = 0; i < classes.length; i++) {
            int label = classes[i] & 0xFF;
            if (label >= classNames.size()) {
                throw CortadoException.user(
                        "label-out-of-range",
                        labels.toString(),
                        "label " + i + " is " + label + ", but there are " + classNames.size() + " classes (0 to "
                                + (classNames.size() - 1) + ")",
                        "get the file again, or name more classes");
            }
        }
        IdxFile imageFile = IdxFile.read(images, IdxFile.IMAGES);
        if (imageFile.size(0) != classes.length) {
            throw CortadoException.user(
                    "count-mismatch",
                    images.toString(),
                    "holds " + imageFile.size(0) + " images, but " + labels + " holds " + classes.length + " labels",
                    "give two files of the same split");
        }
        Shape shape = Shape.of(1, imageFile.size(1), imageFile.size(2));
        if (shape.elements() == 0) {
            throw CortadoException.user(
                    "idx-broken", images.toString(), "its images are empty (" + shape + ")", "get the file again");
        }
        return new IdxDataset(name, shape, classNames, imageFile.data(), classes);
    }

    /** Without class names the largest label decides how many there are, so one damaged label would invent classes. */
    private static void checkEveryClassOccurs(Path labels, int classes) {
        boolean[] occurs = new boolean[classes];
        for (byte label : IdxFile.read(labels, IdxFile.LABELS).data()) {
            occurs[label & 0xFF] = true;
        }
        List<Integer> missing = IntStream.range(0, classes)
                .filter(label -> !occurs[label])
                .boxed()
                .toList();
        if (!missing.isEmpty()) {
            throw CortadoException.user(
                    "classes-missing",
                    labels.toString(),
                    "the labels go up to " + (classes - 1) + ", but the training images show none of class "
                            + missing.get(0) + (missing.size() == 1 ? "" : " and " + (missing.size() - 1) + " others"),
                    "mend the labels; they must count from 0 without gaps");
        }
    }

    private static int largestLabel(Path labels) {
        int largest = -1;
        for (byte label : IdxFile.read(labels, IdxFile.LABELS).data()) {
            largest = Math.max(largest, label & 0xFF);
        }
        return largest;
    }

    private static List<String> numbered(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }

    private static Path need(Path directory, String split, boolean images) {
        Path found = find(directory, split, images);
        if (found == null) {
            throw CortadoException.user(
                    "file-missing",
                    directory.toString(),
                    "there is no " + fileName(split, images) + " or " + fileName(split, images) + ".gz",
                    "put all four files of the data set there");
        }
        return found;
    }

    private static Path find(Path directory, String split, boolean images) {
        for (String ending : List.of("", ".gz")) {
            Path file = directory.resolve(fileName(split, images) + ending);
            if (Files.isRegularFile(file)) {
                return file;
            }
        }
        return null;
    }

    private static String fileName(String split, boolean images) {
        return split + (images ? "-images-idx3-ubyte" : "-labels-idx1-ubyte");
    }
}
