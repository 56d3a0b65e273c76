package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Lists classes and images of a folder of class folders, sorted, without opening an image. */
final class ImageFolder {

    private static final List<String> ENDINGS = List.of(".jpg", ".jpeg", ".png", ".bmp", ".gif");
    private static final int HOLD_OUT = 5;

    /** One image file and the index of its class. */
    record Image(Path file, int label) {}

    /** The images of one folder, parted. */
    record Halves(List<Image> train, List<Image> test) {}

    private ImageFolder() {}

    /** Returns whether a folder inside this one holds an image. */
    static boolean looksLikeClasses(Path directory) {
        return Files.isDirectory(directory)
                && list(directory).stream()
                        .anyMatch(folder ->
                                Files.isDirectory(folder) && !imagesOf(folder).isEmpty());
    }

    /** Returns the names of the class folders, sorted. */
    static List<String> classes(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw CortadoException.user("folder-missing", directory.toString(), "there is no such folder", null);
        }
        List<String> classes = list(directory).stream()
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .filter(name -> !name.startsWith("."))
                .toList();
        if (classes.isEmpty()) {
            throw CortadoException.user(
                    "no-classes", directory.toString(), "holds no folder", "make one folder of images per class");
        }
        return classes;
    }

    /** Returns how many images lie beside the class folders, where they belong to no class. */
    static int loose(Path directory) {
        return imagesOf(directory).size();
    }

    /** Returns all images, class after class. */
    static List<Image> images(Path directory, List<String> classes) {
        List<Image> images = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            Path folder = directory.resolve(classes.get(label));
            List<Path> files = imagesOf(folder);
            if (files.isEmpty()) {
                throw CortadoException.user(
                        "class-empty",
                        folder.toString(),
                        "the class '" + classes.get(label) + "' holds no image (" + String.join(", ", ENDINGS) + ")",
                        "add images or delete the folder");
            }
            for (Path file : files) {
                images.add(new Image(file, label));
            }
        }
        return images;
    }

    /** Refuses splits with different classes, and says which are missing where. */
    static void checkSameClasses(Path train, List<String> inTrain, Path test, List<String> inTest) {
        checkContains(train, inTrain, test, inTest);
        checkContains(test, inTest, train, inTrain);
    }

    private static void checkContains(Path here, List<String> classes, Path other, List<String> wanted) {
        TreeSet<String> missing = new TreeSet<>(wanted);
        missing.removeAll(classes);
        if (!missing.isEmpty()) {
            throw CortadoException.user(
                    "class-missing",
                    here.toString(),
                    "there is no folder for " + String.join(", ", missing) + ", which " + other + " has",
                    "both splits must have the same class folders");
        }
    }

    /** Parts the images by the hash of class and file name; each class keeps at least one image for training. */
    static Halves holdOut(Path directory, List<Image> images) {
        List<Image> train = new ArrayList<>();
        List<Image> test = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            Image image = images.get(i);
            boolean first = i == 0 || images.get(i - 1).label() != image.label();
            String name =
                    image.file().getParent().getFileName() + "/" + image.file().getFileName();
            boolean held = !first && Long.remainderUnsigned(RandomKey.hash(name), HOLD_OUT) == 0;
            (held ? test : train).add(image);
        }
        if (test.isEmpty()) {
            throw CortadoException.user(
                    "split-missing",
                    directory.toString(),
                    "its " + images.size() + " images are too few to hold some out for a test",
                    "make two folders, train and test, with the same classes");
        }
        return new Halves(train, test);
    }

    private static List<Path> imagesOf(Path folder) {
        return list(folder).stream()
                .filter(file -> {
                    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
                    return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
                })
                .filter(Files::isRegularFile)
                .toList();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            // By name as text: the order of Path itself depends on the system.
            return entries.sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        } catch (IOException e) {
            throw CortadoException.resource(
                    "folder-unreadable", folder.toString(), "cannot be listed: " + e, "check its permissions", e);
        }
    }
}
