package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import dev.cortado.api.data.Dataset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Reads photographs that lie in one folder per class, all brought to one size.
 *
 * <p>The layouts are {@code <directory>/<class>/<image>} and {@code <directory>/train/<class>/<image>} with
 * {@code <directory>/test/<class>/<image>}. Classes and files are sorted by name, so indices do not depend on the file
 * system. A picture is decoded when it is first read, and its resized bytes are kept while there is memory for them:
 * the first epoch is slower than the rest. See {@link ImageDecoder} and {@link ImageResizer} for what is done to it.
 */
public final class ImageFolderDataset implements Dataset {

    private final String name;
    private final Shape imageShape;
    private final ImageOptions options;
    private final List<String> classNames;
    private final List<ImageFolder.Image> images;
    private final AtomicReferenceArray<byte[]> kept;
    private final AtomicLong bytesLeft;

    private ImageFolderDataset(
            String name, ImageOptions options, List<String> classNames, List<ImageFolder.Image> images) {
        this.name = name;
        this.imageShape = Shape.of(options.channels(), options.height(), options.width());
        this.options = options;
        this.classNames = List.copyOf(classNames);
        this.images = List.copyOf(images);
        this.kept = new AtomicReferenceArray<>(images.size());
        this.bytesLeft = new AtomicLong(Runtime.getRuntime().maxMemory() / 4);
    }

    /** Returns whether a directory has one of the two layouts, with an image in it. */
    public static boolean isIn(Path directory) {
        return ImageFolder.looksLikeClasses(directory) || ImageFolder.looksLikeClasses(directory.resolve("train"));
    }

    /** Returns how many images of a directory belong to no class, because they lie beside the class folders. */
    public static int looseImages(Path directory) {
        int loose = 0;
        for (Path folder : List.of(directory, directory.resolve("train"), directory.resolve("test"))) {
            loose += Files.isDirectory(folder) ? ImageFolder.loose(folder) : 0;
        }
        return loose;
    }

    /**
     * Reads all images of one folder of class folders.
     *
     * @param directory holds one folder per class
     * @param name the name of the data set
     * @param options what the images are brought to
     * @throws CortadoException if there is no class, or a class without an image
     */
    public static ImageFolderDataset read(Path directory, String name, ImageOptions options) {
        List<String> classes = ImageFolder.classes(directory);
        return new ImageFolderDataset(name, options, classes, ImageFolder.images(directory, classes));
    }

    /**
     * Reads both splits of a directory.
     *
     * <p>With folders {@code train} and {@code test} (or {@code val}, {@code validation}) these are the splits, and
     * both must hold every class. Without them about one image in five of each class is held out for the test; which
     * ones depends on the names of class and file, so files that are added later do not move others. The first image
     * of a class is always for training.
     *
     * @param directory has one of the two layouts
     * @param name the name of the data set; the splits are {@code name/train} and {@code name/test}
     * @param options what the images are brought to
     * @throws CortadoException if a class is missing in a split or holds no image
     */
    public static DataSplits readSplits(Path directory, String name, ImageOptions options) {
        Path train = directory.resolve("train");
        if (!Files.isDirectory(train)) {
            List<String> classes = ImageFolder.classes(directory);
            ImageFolder.Halves halves = ImageFolder.holdOut(directory, ImageFolder.images(directory, classes));
            return new DataSplits(
                    new ImageFolderDataset(name + "/train", options, classes, halves.train()),
                    new ImageFolderDataset(name + "/test", options, classes, halves.test()));
        }
        Path test = testFolder(directory);
        List<String> classes = ImageFolder.classes(train);
        ImageFolder.checkSameClasses(train, classes, test, ImageFolder.classes(test));
        return new DataSplits(
                new ImageFolderDataset(name + "/train", options, classes, ImageFolder.images(train, classes)),
                new ImageFolderDataset(name + "/test", options, classes, ImageFolder.images(test, classes)));
    }

    private static Path testFolder(Path directory) {
        for (String folder : List.of("test", "val", "validation")) {
            if (Files.isDirectory(directory.resolve(folder))) {
                return directory.resolve(folder);
            }
        }
        throw CortadoException.user(
                "split-missing",
                directory.toString(),
                "there is a folder train, but none named test, val or validation",
                "add a folder test with the same classes");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Shape imageShape() {
        return imageShape;
    }

    @Override
    public List<String> classNames() {
        return classNames;
    }

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public int label(int index) {
        return images.get(index).label();
    }

    /** Returns the file of a sample. */
    public Path file(int index) {
        return images.get(index).file();
    }

    @Override
    public void read(int index, float[] target, int offset) {
        byte[] pixels = kept.get(index);
        if (pixels == null) {
            pixels = ImageResizer.resize(ImageDecoder.decode(images.get(index).file()), options);
            if (bytesLeft.addAndGet(-pixels.length) >= 0) {
                kept.set(index, pixels);
            }
        }
        ByteDataset.unpack(pixels, 0, target, offset, pixels.length);
    }
}
