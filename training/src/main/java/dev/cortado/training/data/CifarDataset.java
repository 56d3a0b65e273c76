package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.Shape;
import dev.cortado.api.data.DataSplits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads CIFAR-10 in its binary form: colour images of 32x32 pixels in ten classes.
 *
 * <p>A record is a label and the red, green and blue plane, 3,073 bytes; the published files hold 10,000 records each.
 * Images are kept as bytes. Format: A. Krizhevsky, "Learning multiple layers of features from tiny images", 2009, and
 * the page of the data set.
 */
public final class CifarDataset extends ByteDataset {

    private static final int SIDE = 32;
    private static final int IMAGE_BYTES = 3 * SIDE * SIDE;
    private static final int RECORD_BYTES = 1 + IMAGE_BYTES;
    private static final int RECORDS_PER_FILE = 10_000;
    private static final long MAX_META_BYTES = 10_000;
    private static final String SUBDIRECTORY = "cifar-10-batches-bin";
    private static final String META = "batches.meta.txt";
    private static final List<String> TRAIN_FILES = IntStream.rangeClosed(1, 5)
            .mapToObj(number -> "data_batch_" + number + ".bin")
            .toList();
    private static final List<String> TEST_FILES = List.of("test_batch.bin");
    private static final List<String> CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private CifarDataset(String name, List<String> classNames, byte[] pixels, byte[] labels) {
        super(name, Shape.of(3, SIDE, SIDE), classNames, pixels, labels);
    }

    /** Returns whether a directory, or its folder {@code cifar-10-batches-bin}, holds at least one training file. */
    public static boolean isIn(Path directory) {
        return holdsFiles(directory) || holdsFiles(directory.resolve(SUBDIRECTORY));
    }

    private static boolean holdsFiles(Path directory) {
        return TRAIN_FILES.stream().anyMatch(file -> Files.isRegularFile(directory.resolve(file)));
    }

    /**
     * Reads both splits from a directory, or from its folder {@code cifar-10-batches-bin}.
     *
     * @param directory holds {@code data_batch_1.bin} to {@code data_batch_5.bin}, {@code test_batch.bin} and, if the
     *     classes have other names than those of CIFAR-10, {@code batches.meta.txt} with one name a line
     * @param name the name of the data set; the splits are {@code name/train} and {@code name/test}
     * @throws CortadoException if a file is missing, cut off or damaged
     */
    public static DataSplits readSplits(Path directory, String name) {
        Path folder = holdsFiles(directory) ? directory : directory.resolve(SUBDIRECTORY);
        List<String> classes = classNames(folder.resolve(META));
        return new DataSplits(
                read(folder, TRAIN_FILES, name + "/train", classes), read(folder, TEST_FILES, name + "/test", classes));
    }

    private static CifarDataset read(Path folder, List<String> files, String name, List<String> classes) {
        int records = 0;
        for (String file : files) {
            records = Math.addExact(records, records(folder.resolve(file)));
        }
        if ((long) records * IMAGE_BYTES > MAX_BYTES) {
            throw CortadoException.user(
                    "cifar-broken", folder.toString(), "holds " + records + " images, over the limit of 2 GiB", null);
        }
        byte[] pixels = new byte[records * IMAGE_BYTES];
        byte[] labels = new byte[records];
        int next = 0;
        for (String file : files) {
            next = readFile(folder.resolve(file), pixels, labels, next, classes.size());
        }
        return new CifarDataset(name, classes, pixels, labels);
    }

    /** Returns the number of records by the size of a file, before anything is read. */
    private static int records(Path file) {
        if (!Files.isRegularFile(file)) {
            throw CortadoException.user(
                    "file-missing",
                    file.toString(),
                    "there is no such file",
                    "unpack all files of cifar-10-binary.tar.gz");
        }
        long size;
        try {
            size = Files.size(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        if (size == 0 || size % RECORD_BYTES != 0 || size > MAX_BYTES) {
            throw CortadoException.user(
                    "cifar-broken",
                    file.toString(),
                    "has " + size + " bytes, but " + (long) RECORDS_PER_FILE * RECORD_BYTES + " are expected ("
                            + RECORDS_PER_FILE + " records of " + RECORD_BYTES + "), or another multiple of "
                            + RECORD_BYTES,
                    "get the file again");
        }
        return (int) (size / RECORD_BYTES);
    }

    private static int readFile(Path file, byte[] pixels, byte[] labels, int first, int classes) {
        int records = records(file);
        try (InputStream in = Files.newInputStream(file)) {
            byte[] record = new byte[RECORD_BYTES];
            for (int i = 0; i < records; i++) {
                if (first + i >= labels.length || in.readNBytes(record, 0, RECORD_BYTES) < RECORD_BYTES) {
                    throw new IOException("the file changed while it was read");
                }
                int label = record[0] & 0xFF;
                if (label >= classes) {
                    throw CortadoException.user(
                            "label-out-of-range",
                            file.toString(),
                            "the label of record " + i + " is " + label + ", but there are " + classes + " classes",
                            "get the file again; the python version of CIFAR-10 has another format");
                }
                labels[first + i] = record[0];
                System.arraycopy(record, 1, pixels, (first + i) * IMAGE_BYTES, IMAGE_BYTES);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        return first + records;
    }

    private static List<String> classNames(Path meta) {
        if (!Files.isRegularFile(meta)) {
            return CLASSES;
        }
        List<String> names;
        try {
            if (Files.size(meta) > MAX_META_BYTES) {
                throw new IOException("over " + MAX_META_BYTES + " bytes");
            }
            names = new String(Files.readAllBytes(meta), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw unreadable(meta, e);
        }
        if (names.isEmpty() || names.size() > 256) {
            throw CortadoException.user(
                    "cifar-broken", meta.toString(), "names " + names.size() + " classes", "delete it for CIFAR-10");
        }
        return names;
    }

    private static CortadoException unreadable(Path file, IOException e) {
        return CortadoException.resource(
                "file-unreadable", file.toString(), "cannot be read: " + e, "check the path and its permissions", e);
    }
}
