package dev.cortado.training.data;

import dev.cortado.api.CortadoException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Downloads one file: aside as {@code .part}, going on where an earlier try ended, checked, and only then in its place.
 *
 * <p>Uses {@link HttpURLConnection} because, unlike the newer client, it gives up on a server that falls silent.
 */
final class FileDownload {

    private static final int TIMEOUT_MILLIS = 30_000;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    private static final int BUFFER = 1 << 16;

    private final RemoteFile file;
    private final Path target;
    private final Path part;
    private final DatasetDownloader.Progress progress;

    FileDownload(RemoteFile file, Path folder, DatasetDownloader.Progress progress) {
        this.file = file;
        this.target = folder.resolve(file.name());
        this.part = folder.resolve(file.name() + ".part");
        this.progress = progress;
    }

    /** Makes sure that the file is there and whole, and returns it. */
    Path run() {
        try {
            if (Files.isRegularFile(target)
                    && Files.size(target) == file.bytes()
                    && md5(target).equals(file.md5())) {
                progress.update(file.name(), file.bytes(), file.bytes());
                return target;
            }
        } catch (IOException e) {
            throw failure(target.toString(), e);
        }
        CortadoException first = null;
        for (URI mirror : file.mirrors()) {
            try {
                fetch(mirror);
                return target;
            } catch (IOException e) {
                first = keep(first, failure(mirror.toString(), e));
            } catch (CortadoException e) {
                first = keep(first, e);
            }
        }
        throw first;
    }

    private static CortadoException keep(CortadoException first, CortadoException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private void fetch(URI from) throws IOException {
        long have = Files.isRegularFile(part) ? Files.size(part) : 0;
        if (have > file.bytes()) {
            Files.delete(part);
            have = 0;
        }
        if (have < file.bytes()) {
            transfer(from, have);
        }
        String sum = md5(part);
        if (!sum.equals(file.md5())) {
            Files.delete(part);
            throw CortadoException.resource(
                    "checksum-mismatch",
                    from.toString(),
                    "the MD5 sum of what was downloaded is " + sum + ", but that of the published file is "
                            + file.md5(),
                    "it was deleted; try again, or from another network",
                    null);
        }
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    private void transfer(URI from, long have) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) from.toURL().openConnection();
        try {
            connection.setConnectTimeout(TIMEOUT_MILLIS);
            connection.setReadTimeout(TIMEOUT_MILLIS);
            connection.setRequestProperty("Accept-Encoding", "identity");
            if (have > 0) {
                connection.setRequestProperty("Range", "bytes=" + have + "-");
            }
            int status = connection.getResponseCode();
            if (status == RANGE_NOT_SATISFIABLE && have > 0) {
                Files.delete(part);
                throw new IOException("the server cannot go on after " + have + " bytes, so these were deleted");
            }
            boolean resumed = status == HttpURLConnection.HTTP_PARTIAL;
            if (status != HttpURLConnection.HTTP_OK && !(resumed && have > 0)) {
                throw CortadoException.resource(
                        "download-refused",
                        from.toString(),
                        "the server answered with status " + status,
                        "get " + file.name() + " elsewhere and put it at " + target,
                        null);
            }
            if (resumed && !("" + connection.getHeaderField("Content-Range")).startsWith("bytes " + have + "-")) {
                throw new IOException("the server sent another range than the one asked for");
            }
            try (InputStream in = connection.getInputStream();
                    OutputStream out = Files.newOutputStream(
                            part,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE,
                            resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING)) {
                copy(in, out, resumed ? have : 0);
            }
        } finally {
            connection.disconnect();
        }
    }

    private void copy(InputStream in, OutputStream out, long have) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long done = have;
        progress.update(file.name(), done, file.bytes());
        for (int count = read(in, buffer, done); count >= 0; count = read(in, buffer, done)) {
            done += count;
            if (done > file.bytes()) {
                throw new IOException(
                        "the server sends more than the " + file.bytes() + " bytes of the published file");
            }
            out.write(buffer, 0, count);
            progress.update(file.name(), done, file.bytes());
        }
        if (done < file.bytes()) {
            throw ended(done, null);
        }
    }

    /** Reads on; newer JVMs tell a cut by an exception, older ones by the end of the stream. */
    private int read(InputStream in, byte[] buffer, long done) throws IOException {
        try {
            return in.read(buffer);
        } catch (IOException e) {
            throw ended(done, e);
        }
    }

    private IOException ended(long done, IOException cause) {
        return new IOException("the connection ended after " + done + " of " + file.bytes() + " bytes", cause);
    }

    private CortadoException failure(String where, IOException e) {
        return CortadoException.resource(
                "download-failed",
                where,
                e.getMessage() == null ? e.toString() : e.getMessage(),
                "run the same command again to go on from there",
                e);
    }

    private static String md5(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = MessageDigest.getInstance("MD5");
            byte[] buffer = new byte[BUFFER];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
