package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import dev.cortado.api.NearestNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Downloads public data sets: MNIST, Fashion-MNIST and CIFAR-10, from where their authors keep them.
 *
 * <p>This is the only class of the module that uses the network, and nothing but an explicit wish of the user calls it.
 * Files are checked against their published sums, and a download that was cut goes on where it ended.
 */
public final class DatasetDownloader {

    private static final String CIFAR_ARCHIVE = "cifar-10-binary.tar.gz";
    private static final Set<String> CIFAR_FILES = Set.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin",
            "test_batch.bin",
            "batches.meta.txt");
    private static final long MAX_CIFAR_FILE = 40_000_000;

    /** Hears how far a download is. */
    @FunctionalInterface
    public interface Progress {

        /**
         * Called often, on the thread that downloads.
         *
         * @param file the name of the file
         * @param doneBytes bytes that are here, those of an earlier try included
         * @param totalBytes the size of the whole file
         */
        void update(String file, long doneBytes, long totalBytes);
    }

    private final Map<String, List<RemoteFile>> catalog;

    /** Creates a downloader for the public data sets. */
    public DatasetDownloader() {
        this(DownloadCatalog.standard());
    }

    /** Creates a downloader for other places, such as mirrors of one's own; the names are those of the data sets. */
    public DatasetDownloader(Map<String, List<RemoteFile>> catalog) {
        this.catalog = catalog;
    }

    /** Returns the names of the data sets that can be downloaded. */
    public List<String> names() {
        return List.copyOf(catalog.keySet());
    }

    /** Returns the number of bytes that a data set takes to download. */
    public long bytes(String name) {
        return files(name).stream().mapToLong(RemoteFile::bytes).sum();
    }

    /**
     * Downloads a data set into {@code root/name}; files that are there and whole are kept.
     *
     * @param name one of {@link #names()}
     * @param root the folder of all data sets, such as {@code ~/.cortado/data}; made if it is missing
     * @param progress hears how far it is
     * @return the folder of the data set
     * @throws CortadoException if the name is unknown, a server does not deliver, or a sum is wrong
     */
    public Path download(String name, Path root, Progress progress) {
        List<RemoteFile> files = files(name);
        Path folder = root.resolve(name);
        try {
            Files.createDirectories(folder);
            for (RemoteFile file : files) {
                if (file.name().equals(CIFAR_ARCHIVE)) {
                    downloadCifar(file, folder, progress);
                } else {
                    new FileDownload(file, folder, progress).run();
                }
            }
        } catch (IOException e) {
            throw CortadoException.resource(
                    "folder-unwritable", folder.toString(), "cannot be written: " + e, "choose another folder", e);
        }
        return folder;
    }

    private static void downloadCifar(RemoteFile file, Path folder, Progress progress) throws IOException {
        if (CIFAR_FILES.stream().allMatch(each -> Files.isRegularFile(folder.resolve(each)))) {
            progress.update(file.name(), file.bytes(), file.bytes());
            return;
        }
        Path archive = new FileDownload(file, folder, progress).run();
        TarGz.unpack(archive, folder, CIFAR_FILES, MAX_CIFAR_FILE);
        Files.delete(archive);
    }

    private List<RemoteFile> files(String name) {
        List<RemoteFile> files = catalog.get(name);
        if (files == null) {
            throw CortadoException.user(
                    "unknown-dataset",
                    null,
                    "there is no data set '" + name + "' to download",
                    NearestNames.hint(name, names()));
        }
        return files;
    }
}
