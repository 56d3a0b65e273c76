package dev.cortado.interop;

import dev.cortado.api.CortadoException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a file beside its place and moves it there when it is complete and on the disk.
 *
 * <p>Whenever the process or the machine stops, the target holds either what it held before or all of the new content,
 * never a part. The file beside it has the same name with {@code .part} at the end.
 */
public final class AtomicFile {

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {

        /** Writes everything; the caller closes the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int BUFFER = 1 << 16;

    private AtomicFile() {}

    /** Writes a text in UTF-8. */
    public static void write(Path target, String text) {
        write(target, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * Writes a file and makes its folder if it is missing.
     *
     * @throws CortadoException with code {@code file-not-written} if it cannot be written; the target is as before
     */
    public static void write(Path target, Content content) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        try {
            Path folder = target.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            writeThrough(part, content);
            move(part, target);
            syncFolder(folder);
        } catch (IOException e) {
            deleteQuietly(part, e);
            throw failure(target, e);
        } catch (RuntimeException e) {
            deleteQuietly(part, e);
            throw e;
        }
    }

    /** Returns the exception for a file that cannot be written. */
    public static CortadoException failure(Path target, IOException cause) {
        if (cause instanceof AccessDeniedException
                || cause instanceof NoSuchFileException
                || cause instanceof NotDirectoryException
                || cause instanceof FileAlreadyExistsException
                || cause instanceof FileSystemException wrong && "Not a directory".equals(wrong.getReason())) {
            return CortadoException.user(
                    "file-not-writable",
                    target.toString(),
                    "cannot be written: " + reason(cause),
                    "choose a folder that exists and that you may write to");
        }
        return CortadoException.resource(
                "file-not-written",
                target.toString(),
                "cannot be written: " + reason(cause),
                "free some space on that disk, or choose another folder that you may write to",
                cause);
    }

    static String reason(IOException cause) {
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : cause.getClass().getSimpleName() + ": " + message;
    }

    private static void writeThrough(Path part, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    private static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Makes the new name itself durable where the system allows to open a folder; others do so on their own. */
    private static void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        }
    }

    private static void deleteQuietly(Path part, Exception cause) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
    }
}
